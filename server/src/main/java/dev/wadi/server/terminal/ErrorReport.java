package dev.wadi.server.terminal;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.server.catalog.ErrorDescription;
import org.slf4j.LoggerFactory;

/// Tells the user what went wrong, on standard error.
public final class ErrorReport {
  private static final int USER_ERROR = 1;
  private static final int INTERNAL_ERROR = 3;

  private ErrorReport() {}

  /// @param sql that the error's position refers to, or null
  /// @return the exit code
  public static int print(Throwable thrown, String sql) {
    ErrorDescription error = ErrorDescription.of(thrown);
    System.out.flush();
    System.err.print(ErrorText.of(error, sql));
    if (error.code().equals(ErrorCode.INTERNAL.name())) {
      LoggerFactory.getLogger(ErrorReport.class).error("internal error", thrown);
      return INTERNAL_ERROR;
    }
    return USER_ERROR;
  }
}
