package dev.wadi.server.http;

import java.util.Arrays;
import java.util.List;

/// Tells versions of what a path leads to apart (RFC 9110). That of a plugin begins with the hash
/// of its module; that of what is said about it goes on with a part that changes with what is said.
///
/// @param text without quotes
record EntityTag(String text) {
  private static final String HEADER = "ETag";
  private static final String ANY = "*";
  private static final int DIGEST_LENGTH = 16;

  /// Of a module's bytes.
  static EntityTag ofModule(String sha256) {
    return new EntityTag(sha256);
  }

  /// Of a description of a module.
  static EntityTag ofDescription(String sha256, Object view) {
    String digest = Digest.sha256(Json.write(view));
    return new EntityTag(sha256 + "-" + digest.substring(0, DIGEST_LENGTH));
  }

  Reply on(Reply reply) {
    return reply.with(HEADER, '"' + text + '"');
  }

  /// A reply to a request that may have the same already (`If-None-Match`).
  Reply unlessKnown(ApiRequest request, Reply reply) {
    return on(isAmong(listed(request.header("If-None-Match"))) ? Reply.of(304, null) : reply);
  }

  private boolean isAmong(List<String> tags) {
    return tags.contains(ANY) || tags.contains(text);
  }

  /// Whether a request that is to change something may, as far as the version goes that is there.
  ///
  /// @param sha256 of the module that is there; null if there is none
  static boolean allowsChange(ApiRequest request, String sha256) {
    String ifMatch = request.header("If-Match");
    String ifNoneMatch = request.header("If-None-Match");
    return (ifMatch == null || names(ifMatch, sha256))
        && (ifNoneMatch == null || !names(ifNoneMatch, sha256));
  }

  // Whether a header names a module or what was said about it.
  private static boolean names(String header, String sha256) {
    return sha256 != null
        && listed(header).stream()
            .anyMatch(tag -> tag.equals(ANY) || tag.replaceFirst("-.*", "").equals(sha256));
  }

  // Tags of ours have no commas.
  private static List<String> listed(String header) {
    return header == null
        ? List.of()
        : Arrays.stream(header.split(","))
            .map(tag -> tag.strip().replaceFirst("^W/", "").replaceAll("^\"|\"$", ""))
            .toList();
  }
}
