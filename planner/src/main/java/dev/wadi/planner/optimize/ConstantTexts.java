package dev.wadi.planner.optimize;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.calcite.rex.RexBuilder;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexExecutor;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.SqlKind;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.util.DateString;
import org.apache.calcite.util.TimestampString;

/// Reads constant texts that are cast to dates and timestamps once, not once per row. Everything
/// else stays as it is: Calcite's own evaluation compiles Java and knows only milliseconds.
final class ConstantTexts implements RexExecutor {
  private static final Pattern MOMENT =
      Pattern.compile("(\\d{4}-\\d{2}-\\d{2})(?:[ T](\\d{2}:\\d{2}:\\d{2})(?:\\.(\\d{1,9}))?)?");

  @Override
  public void reduce(RexBuilder builder, List<RexNode> constants, List<RexNode> reduced) {
    for (RexNode constant : constants) {
      reduced.add(read(builder, constant).orElse(constant));
    }
  }

  private static Optional<RexNode> read(RexBuilder builder, RexNode constant) {
    if (constant.getKind() != SqlKind.CAST
        || !(((RexCall) constant).getOperands().getFirst() instanceof RexLiteral literal)
        || literal.getTypeName().getFamily() != SqlTypeFamily.CHARACTER
        || literal.isNull()) {
      return Optional.empty();
    }
    Matcher moment = MOMENT.matcher(literal.getValueAs(String.class).strip());
    if (!moment.matches()) {
      return Optional.empty();
    }
    try {
      return switch (constant.getType().getSqlTypeName()) {
        case DATE -> Optional.of(builder.makeDateLiteral(new DateString(moment.group(1))));
        case TIMESTAMP -> Optional.of(timestamp(builder, moment, constant));
        default -> Optional.empty();
      };
    } catch (IllegalArgumentException e) {
      // Not a day of the calendar: the cast says so when it runs.
      return Optional.empty();
    }
  }

  private static RexNode timestamp(RexBuilder builder, Matcher moment, RexNode cast) {
    String time = moment.group(2) == null ? "00:00:00" : moment.group(2);
    TimestampString timestamp = new TimestampString(moment.group(1) + " " + time);
    if (moment.group(3) != null) {
      timestamp = timestamp.withFraction(moment.group(3).replaceFirst("0+$", ""));
    }
    int precision = cast.getType().getPrecision();
    return builder.makeTimestampLiteral(timestamp.round(precision), precision);
  }
}
