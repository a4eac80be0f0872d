package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import dev.wadi.server.access.Caller;
import dev.wadi.server.access.Role;
import dev.wadi.server.pipeline.SentPlugin;
import java.util.List;
import java.util.Optional;

/// A plugin that comes with the pipeline that needs it.
///
/// @param module the Wasm binary, in base64
/// @param grants what it may do besides computing, which only an administrator says; or null
record PluginPost(byte[] module, List<String> grants) {
  private static final int MOST = 16;

  /// @param posts null for none
  /// @throws WadiException if one is not whole, or the caller may not bring it
  static List<SentPlugin> all(List<PluginPost> posts, Caller caller) {
    if (posts == null || posts.isEmpty()) {
      return List.of();
    }
    require(caller, Role.DEVELOPER, "bring plugins");
    if (posts.size() > MOST) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST,
              "the request brings %d plugins, expected at most %d".formatted(posts.size(), MOST))
          .withHint("upload them first: POST /api/v1/plugins");
    }
    return posts.stream().map(post -> sent(post, caller)).toList();
  }

  private static SentPlugin sent(PluginPost post, Caller caller) {
    if (post == null || post.module() == null) {
      throw new WadiException(
              ErrorCode.INVALID_REQUEST, "a plugin of the request has no property 'module'")
          .withHint("expected {\"module\": \"the .wasm file in base64\"}");
    }
    if (post.grants() != null) {
      require(caller, Role.ADMIN, "grant plugins something");
    }
    return new SentPlugin(post.module(), Optional.ofNullable(post.grants()));
  }

  private static void require(Caller caller, Role needed, String what) {
    if (!caller.role().covers(needed)) {
      throw new WadiException(
              ErrorCode.FORBIDDEN,
              "the token '%s' has the role %s, and may not %s"
                  .formatted(caller.name(), caller.role().label(), what))
          .withHint("this needs the role " + needed.label());
    }
  }
}
