package dev.wadi.server.http;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.server.catalog.ErrorDescription;
import java.util.Locale;

/// An error as RFC 9457 has it, with our code, the place in the SQL, and a hint.
///
/// @param type a name for the kind of problem
/// @param title the kind of problem, for people
/// @param detail this very problem
/// @param line in the SQL, from 1, or null
/// @param column in the line, from 1, or null
/// @param hint what to do next, or null
record Problem(
    String type,
    String title,
    int status,
    String detail,
    String code,
    Integer line,
    Integer column,
    String hint) {
  static final String CONTENT_TYPE = "application/problem+json";

  static Problem of(Throwable thrown) {
    return of(ErrorDescription.of(thrown));
  }

  static Problem of(ErrorDescription error) {
    return of(error, status(ErrorCode.valueOf(error.code())));
  }

  /// A problem whose HTTP status says more than its code.
  static Problem of(ErrorDescription error, int status) {
    return new Problem(
        "urn:wadi:error:" + error.code(),
        title(error.code()),
        status,
        error.message(),
        error.code(),
        error.line(),
        error.column(),
        error.hint());
  }

  /// A request that does not fit the interface.
  static Problem ofRequest(int status, String detail, String hint) {
    return of(
        new ErrorDescription(ErrorCode.INVALID_REQUEST.name(), detail, null, null, hint), status);
  }

  private static String title(String code) {
    String words = code.replace('_', ' ').toLowerCase(Locale.ROOT);
    return Character.toUpperCase(words.charAt(0)) + words.substring(1);
  }

  private static int status(ErrorCode code) {
    return switch (code) {
      case UNAUTHENTICATED -> 401;
      case FORBIDDEN -> 403;
      case NOT_FOUND -> 404;
      case CONFLICT, DUPLICATE_NAME, CHECKPOINT_UNUSABLE, PLUGIN_UPGRADE_REFUSED -> 409;
      case PRECONDITION_FAILED -> 412;
      case IDEMPOTENCY_KEY_REUSED -> 422;
      case REQUEST_TOO_LARGE, PLUGIN_TOO_LARGE -> 413;
      case PLUGIN_FORBIDDEN, PLUGIN_QUARANTINED, PLUGIN_UNTRUSTED -> 403;
      case TOO_MANY_REQUESTS -> 429;
      case MEMORY_LIMIT,
          CATALOG_UNAVAILABLE,
          CHECKPOINT_FAILED,
          CHECKPOINT_STORE_UNAVAILABLE,
          SERVED_ELSEWHERE,
          MEMBER_LOST ->
          503;
      case INTERNAL -> 500;
      // All the others: something in the request is to be changed.
      default -> 400;
    };
  }
}
