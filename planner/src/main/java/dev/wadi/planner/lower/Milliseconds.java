package dev.wadi.planner.lower;

import java.util.Set;
import org.apache.calcite.avatica.util.TimeUnitRange;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeName;

/// Generated Java holds times in milliseconds. That is harmless for functions that look only at
/// coarser fields of a time; the others must not get, or give, anything finer.
final class Milliseconds {
  private static final int DIGITS = 3;
  private static final Set<String> COARSE =
      Set.of(
          "DAYNAME",
          "MONTHNAME",
          "LAST_DAY",
          "DAYOFWEEK",
          "DAYOFYEAR",
          "DAYOFMONTH",
          "WEEK",
          "YEAR",
          "QUARTER",
          "MONTH",
          "HOUR",
          "MINUTE",
          "SECOND",
          "EXTRACT",
          "FLOOR",
          "DATE",
          "DATE_TRUNC",
          "TIMESTAMP_TRUNC",
          "DATETIME_TRUNC",
          "TIME_TRUNC",
          "UNIX_SECONDS",
          "UNIX_MILLIS",
          "UNIX_DATE",
          "IS NULL",
          "IS NOT NULL");

  private Milliseconds() {}

  static boolean loses(RexCall call) {
    boolean fineIn = call.getOperands().stream().map(RexNode::getType).anyMatch(Milliseconds::fine);
    if (fineIn) {
      return !coarse(call);
    }
    // A text may hold any number of digits, a function may count microseconds.
    return fine(call.getType())
        && (isCast(call) || call.getOperator().getName().contains("MICROS"));
  }

  private static boolean coarse(RexCall call) {
    boolean fineUnit =
        call.getOperands().stream()
            .anyMatch(operand ->
                operand instanceof RexLiteral literal
                    && (literal.getValue() == TimeUnitRange.MICROSECOND
                        || literal.getValue() == TimeUnitRange.NANOSECOND));
    if (fineUnit) {
      return false;
    }
    return COARSE.contains(call.getOperator().getName())
        || isCast(call) && call.getType().getSqlTypeName() == SqlTypeName.DATE;
  }

  private static boolean isCast(RexCall call) {
    return call.getKind() == SqlKind.CAST || call.getKind() == SqlKind.SAFE_CAST;
  }

  private static boolean fine(RelDataType type) {
    return switch (type.getSqlTypeName()) {
      case TIMESTAMP, TIME -> type.getPrecision() > DIGITS;
      case ARRAY -> fine(type.getComponentType());
      case ROW -> type.getFieldList().stream().anyMatch(field -> fine(field.getType()));
      default -> false;
    };
  }
}
