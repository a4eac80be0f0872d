package dev.wadi.sdk.error;

/// Every error that a user can meet, numbered in ranges by who has to act. The number never changes
/// once released; the name is what people search for.
public enum ErrorCode {
  // 1xxx: the SQL text or a request is wrong; change it.
  SYNTAX_ERROR(1001),
  UNSUPPORTED_SQL(1002),
  TABLE_NOT_FOUND(1003),
  COLUMN_NOT_FOUND(1004),
  FUNCTION_NOT_FOUND(1005),
  TYPE_MISMATCH(1006),
  DUPLICATE_NAME(1007),
  INVALID_OPTION(1008),
  MISSING_OPTION(1009),
  UNKNOWN_CONNECTOR(1010),
  INVALID_WATERMARK(1011),
  INVALID_WINDOW(1012),
  INVALID_SQL(1013),
  INVALID_REQUEST(1014),
  NOT_FOUND(1015),
  CONFLICT(1016),
  REQUEST_TOO_LARGE(1017),
  INVALID_ARGUMENT(1018),
  UPDATING_SINK(1019),

  // 2xxx: the data is wrong; clean it, or say how to treat it.
  DIVISION_BY_ZERO(2001),
  NUMERIC_OVERFLOW(2002),
  INVALID_CAST(2003),
  BAD_DATA(2004),
  FUNCTION_ERROR(2005),
  NULL_VIOLATION(2006),
  TOO_MANY_ROWS(2020),

  // 3xxx: a plugin is wrong or exceeds its limits.
  PLUGIN_INVALID(3001),
  PLUGIN_ABI_MISMATCH(3002),
  PLUGIN_TRAPPED(3003),
  PLUGIN_TIMEOUT(3004),
  PLUGIN_MEMORY_LIMIT(3005),
  PLUGIN_FORBIDDEN(3006),
  PLUGIN_TOO_LARGE(3007),
  PLUGIN_BAD_RESULT(3008),

  // 4xxx: the surroundings: files, network, memory.
  FILE_NOT_FOUND(4001),
  FILE_UNREADABLE(4002),
  FILE_UNWRITABLE(4003),
  PORT_IN_USE(4004),
  MEMORY_LIMIT(4005),
  CATALOG_UNAVAILABLE(4006),
  SERVER_UNREACHABLE(4007),
  SYSTEM_FAILED(4008),

  // 9xxx: our own bug.
  INTERNAL(9001);

  private final int number;

  ErrorCode(int number) {
    this.number = number;
  }

  /// The stable number, unique among all codes.
  public int number() {
    return number;
  }
}
