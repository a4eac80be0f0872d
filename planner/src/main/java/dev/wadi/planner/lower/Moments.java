package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Operation;
import dev.wadi.planner.resolve.ArrowTypes;
import dev.wadi.planner.resolve.SqlTypes;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rex.RexCall;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.sql.type.SqlTypeName;
import org.apache.calcite.sql.type.SqlTypeUtil;

/// Operations with moments, which kernels take for times in UTC: where the session's zone matters,
/// they are computed with the date and time that a moment has there.
final class Moments {
  private static final Set<String> DAYS_AND_MORE =
      Set.of("year", "quarter", "month", "week", "day");

  private final Expressions expressions;
  private final ZoneCasts zones;

  Moments(Expressions expressions, ZoneCasts zones) {
    this.expressions = expressions;
    this.zones = zones;
  }

  /// The operands of a call; a time beside a moment is the moment that it is in the zone.
  List<Expression> operands(RexCall call) {
    boolean moments =
        call.getOperands().stream().anyMatch(operand -> SqlTypes.isMoment(operand.getType()));
    return call.getOperands().stream()
        .map(operand ->
            moments && SqlTypeUtil.isDatetime(operand.getType())
                ? expressions.as(operand, ZoneCasts.MOMENT)
                : expressions.lower(operand))
        .toList();
  }

  /// Whether a call moves a moment by months, which have the length that they have in the zone.
  static boolean isMovedByMonths(RexCall call) {
    return SqlTypes.isMoment(call.getType())
        && call.getOperands().stream()
            .anyMatch(operand ->
                SqlTypeName.YEAR_INTERVAL_TYPES.contains(operand.getType().getSqlTypeName()));
  }

  Expression moved(Operation operation, RexCall call) {
    Field type = ArrowTypes.field(call.getType());
    Field local = Types.withNullability(ZoneCasts.TIMESTAMP, type.isNullable());
    List<Expression> operands =
        call.getOperands().stream()
            .map(operand ->
                SqlTypes.isMoment(operand.getType())
                    ? expressions.as(operand, ZoneCasts.TIMESTAMP)
                    : expressions.lower(operand))
            .toList();
    return zones.cast(new Call(operation, operands, local), local, type, false);
  }

  /// The start of the hour, day or other unit that a moment is in. What clocks show twice is told
  /// apart by going back from the moment itself.
  Expression truncated(RexNode value, String unit) {
    Expression moment = expressions.lower(value);
    Field type = ArrowTypes.field(value.getType());
    Field local = Types.withNullability(ZoneCasts.TIMESTAMP, type.isNullable());
    Expression time = zones.cast(moment, type, local, false);
    Expression start = new Call(Operation.TRUNCATE_TIME, List.of(time, Literals.text(unit)), local);
    if (DAYS_AND_MORE.contains(unit)) {
      return zones.cast(start, local, type, false);
    }
    Field span = Types.withNullability(Literals.micros(0).type(), type.isNullable());
    Expression since = new Call(Operation.SUBTRACT, List.of(time, start), span);
    return new Call(Operation.SUBTRACT, List.of(moment, since), type);
  }

  /// The time that a part is taken of. The seconds since 1970 are the same in all zones.
  Expression timeOfPart(RexNode time, String part) {
    boolean local = !part.strip().toLowerCase(Locale.ROOT).startsWith("epoch");
    return local && SqlTypes.isMoment(time.getType())
        ? expressions.as(time, ZoneCasts.TIMESTAMP)
        : expressions.lower(time);
  }
}
