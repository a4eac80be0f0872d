package dev.wadi.planner.resolve;

import java.math.BigDecimal;
import org.apache.calcite.avatica.util.TimeUnit;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlIntervalLiteral;
import org.apache.calcite.sql.SqlIntervalLiteral.IntervalValue;

/// Interval literals down to the microsecond; Calcite's own are cut to milliseconds.
final class Intervals {
  private static final int MILLIS_DIGITS = 3;
  private static final int MICROS_DIGITS = 6;

  private Intervals() {}

  static RexNode literal(RexBuilder builder, SqlIntervalLiteral literal) {
    IntervalValue interval = literal.getValueAs(IntervalValue.class);
    BigDecimal whole = literal.getValueAs(BigDecimal.class);
    boolean seconds =
        interval.getIntervalQualifier().getEndUnit() == TimeUnit.SECOND
            || interval.getIntervalQualifier().getUnit() == TimeUnit.SECOND;
    BigDecimal value = seconds ? whole.add(belowMillis(interval)) : whole;
    return builder.makeIntervalLiteral(value, interval.getIntervalQualifier());
  }

  // In milliseconds, as Calcite counts the rest.
  private static BigDecimal belowMillis(IntervalValue interval) {
    String text = interval.getIntervalLiteral().strip();
    int point = text.indexOf('.');
    String fraction = (point < 0 ? "" : text.substring(point + 1)) + "000000";
    BigDecimal micros = new BigDecimal(fraction.substring(MILLIS_DIGITS, MICROS_DIGITS));
    int sign = interval.getSign() * (text.startsWith("-") ? -1 : 1);
    return micros.movePointLeft(MILLIS_DIGITS).multiply(BigDecimal.valueOf(sign));
  }
}
