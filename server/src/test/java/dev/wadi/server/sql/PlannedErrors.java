package dev.wadi.server.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.util.EnumSet;
import java.util.Set;

/// What every error of planning must tell: where it is, and what to do.
final class PlannedErrors {
  /// Where the code alone says what to do, if no name is near. All others are too different.
  private static final Set<ErrorCode> CLEAR =
      EnumSet.of(
          ErrorCode.SYNTAX_ERROR,
          ErrorCode.TABLE_NOT_FOUND,
          ErrorCode.COLUMN_NOT_FOUND,
          ErrorCode.FUNCTION_NOT_FOUND,
          ErrorCode.DUPLICATE_NAME,
          ErrorCode.MISSING_OPTION,
          ErrorCode.INVALID_ARGUMENT,
          ErrorCode.NULL_VIOLATION,
          ErrorCode.FILE_UNREADABLE);

  private PlannedErrors() {}

  static void check(WadiException error) {
    String what = error.describe();
    assertThat(error.position()).as("a place of: %s", what).isPresent();
    // `option 'splits' is 'many', expected a whole number of at least 1`
    boolean expects =
        error.code() == ErrorCode.INVALID_OPTION && error.getMessage().contains(", expected ");
    if (!expects && !CLEAR.contains(error.code())) {
      assertThat(error.hint()).as("a hint for: %s", what).isPresent();
    }
  }
}
