package dev.wadi.planner.optimize;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
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

/// Reads constant texts that are cast to dates and timestamps once, not once per row. A text that
/// is not exactly a value of its type stays a cast, which the engine checks and shortens as it does
/// for a column. Everything else stays as well: Calcite's own evaluation compiles Java and knows
/// only milliseconds.
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
        case DATE -> date(builder, moment);
        case TIMESTAMP -> timestamp(builder, moment, constant.getType().getPrecision());
        default -> Optional.empty();
      };
    } catch (DateTimeException | IllegalArgumentException e) {
      // Not a moment of the calendar: the cast says so when it runs.
      return Optional.empty();
    }
  }

  private static Optional<RexNode> date(RexBuilder builder, Matcher moment) {
    // Calcite takes any month to have 31 days.
    LocalDate day = LocalDate.parse(moment.group(1));
    return moment.group(2) == null
        ? Optional.of(builder.makeDateLiteral(new DateString(day.toString())))
        : Optional.empty();
  }

  private static Optional<RexNode> timestamp(RexBuilder builder, Matcher moment, int precision) {
    LocalDate.parse(moment.group(1));
    String time = Objects.requireNonNullElse(moment.group(2), "00:00:00");
    String fraction = Objects.requireNonNullElse(moment.group(3), "").replaceFirst("0+$", "");
    if (fraction.length() > precision) {
      return Optional.empty();
    }
    TimestampString timestamp = new TimestampString(moment.group(1) + " " + time);
    return Optional.of(
        builder.makeTimestampLiteral(
            fraction.isEmpty() ? timestamp : timestamp.withFraction(fraction), precision));
  }
}
