package dev.wadi.planner.resolve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.sql.SqlCall;
import org.apache.calcite.sql.SqlCharStringLiteral;
import org.apache.calcite.sql.SqlIntervalQualifier;
import org.apache.calcite.sql.SqlLiteral;
import org.apache.calcite.sql.SqlNode;
import org.apache.calcite.sql.fun.SqlStdOperatorTable;

/// Functions of times that take a unit, as a word or as text: those with a kernel become Calcite's
/// operators, the others our own functions.
final class TimeUnits {
  private TimeUnits() {}

  /// date_trunc('hour', ts) is FLOOR(ts TO HOUR).
  static Optional<SqlNode> truncation(SqlCall call) {
    if (call.operandCount() != 2) {
      return Optional.empty();
    }
    boolean literals =
        call.operand(0) instanceof SqlLiteral && !(call.operand(1) instanceof SqlCharStringLiteral);
    Optional<TimeUnit> unit = unit(call.operand(0));
    if (literals) {
      return unit.map(known ->
          SqlStdOperatorTable.FLOOR.createCall(
              call.getParserPosition(),
              call.operand(1),
              new SqlIntervalQualifier(known, null, call.operand(0).getParserPosition())));
    }
    return call.operand(0) instanceof SqlIntervalQualifier
        ? Optional.empty()
        : Optional.of(
            SpecialSyntax.call("date_trunc", call.getParserPosition(), call.getOperandList()));
  }

  /// EXTRACT(HOUR FROM ts) is date_part('hour', ts).
  static Optional<SqlNode> extraction(SqlCall call) {
    return call.operand(0) instanceof SqlIntervalQualifier unit && unit.timeFrameName == null
        ? Optional.of(
            SpecialSyntax.call(
                "date_part",
                call.getParserPosition(),
                List.of(
                    SqlLiteral.createCharString(
                        unit.getUnit().name().toLowerCase(Locale.ROOT), unit.getParserPosition()),
                    call.operand(1))))
        : Optional.empty();
  }

  private static Optional<TimeUnit> unit(SqlNode name) {
    if (!(name instanceof SqlCharStringLiteral literal) || literal.toValue() == null) {
      return Optional.empty();
    }
    String singular = literal.toValue().toUpperCase(Locale.ROOT).replaceFirst("S$", "");
    for (TimeUnit unit : TimeUnit.values()) {
      if (unit.name().equals(singular)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }
}
