package dev.wadi.engine.expression;

/// The operations with native kernels. Which argument types a kernel takes is asked of {@link
/// dev.wadi.engine.evaluation.Kernels}.
public enum Operation {
  ADD,
  SUBTRACT,
  MULTIPLY,
  DIVIDE,
  MODULO,
  NEGATE,
  ABS,

  EQUAL,
  NOT_EQUAL,
  LESS,
  LESS_OR_EQUAL,
  GREATER,
  GREATER_OR_EQUAL,
  IS_DISTINCT_FROM,
  IS_NOT_DISTINCT_FROM,

  AND,
  OR,
  NOT,
  IS_NULL,
  IS_NOT_NULL,
  IS_TRUE,
  IS_NOT_TRUE,
  IS_FALSE,
  IS_NOT_FALSE,

  /// Text and pattern, optionally a literal of one character that escapes the next one.
  LIKE,
  /// Text, 1-based start, optional length; in characters.
  SUBSTRING,
  UPPER,
  LOWER,
  CHAR_LENGTH,
  CONCAT,
  /// Text with blanks removed at both ends.
  TRIM,

  EXTRACT_YEAR,
  EXTRACT_QUARTER,
  EXTRACT_MONTH,
  EXTRACT_DAY,
  EXTRACT_HOUR,
  EXTRACT_MINUTE,
  /// Whole seconds if the result is a whole number, otherwise with their fraction.
  EXTRACT_SECOND,
  /// 0 (Sunday) to 6, as in PostgreSQL.
  EXTRACT_DAY_OF_WEEK,
  EXTRACT_DAY_OF_YEAR,
  /// Seconds since 1970 or of a day-time interval, in the same manner.
  EXTRACT_EPOCH,
  /// Date or timestamp, literal text of the unit (`year` .. `microsecond`): the start of the unit.
  TRUNCATE_TIME,
  /// Timestamp, literal width and offset as day-time intervals: the start of the tumbling window.
  WINDOW_START,
  /// A field of a struct: struct, literal name.
  STRUCT_FIELD,
  /// A struct of the arguments, whose fields the type names.
  STRUCT,
}
