package dev.wadi.server.sql.random;

import java.util.List;

/// What kind of value a term has. Numbers that both engines compute alike to the last bit are kept
/// apart from those that may differ in the last digits.
enum Type {
  BOOLEAN("BOOLEAN", List.of("TRUE", "FALSE")),
  WHOLE("INT", List.of("0", "1", "-1", "2", "7", "-3", "100")),
  /// Multiples of a quarter, none of them large: sums are exact in any order.
  REAL("DOUBLE", List.of("0e0", "1.5e0", "-2.25e0", "100e0", "0.25e0")),
  DECIMAL("DECIMAL(10, 2)", List.of("0.00", "1.50", "-2.25", "10.01")),
  TEXT("TEXT", List.of("''", "'a'", "'ab'", "'grün'", "'😀'", "'%'", "'12'", "' a '")),
  DATE("DATE", List.of("DATE '1970-01-01'", "DATE '2001-02-28'", "DATE '1969-12-31'")),
  TIME(
      "TIMESTAMP",
      List.of(
          "TIMESTAMP '1970-01-01 00:00:00'",
          "TIMESTAMP '2001-02-28 12:30:00.5'",
          "TIMESTAMP '1969-12-31 23:59:59.999999'")),
  /// A result of division, a mean, a root: only to be looked at, never compared.
  APPROXIMATE("DOUBLE", List.of());

  static final List<Type> EXACT = List.of(BOOLEAN, WHOLE, REAL, DECIMAL, TEXT, DATE, TIME);

  private final String sqlName;
  private final List<String> constants;

  Type(String sqlName, List<String> constants) {
    this.sqlName = sqlName;
    this.constants = constants;
  }

  String sqlName() {
    return sqlName;
  }

  List<String> constants() {
    return constants;
  }
}
