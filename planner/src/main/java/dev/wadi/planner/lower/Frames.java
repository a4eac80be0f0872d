package dev.wadi.planner.lower;

import dev.wadi.engine.plan.Frame;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.math.BigDecimal;
import java.util.List;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rel.RelFieldCollation;
import org.apache.calcite.rel.core.Window;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexInputRef;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.rex.RexNode;
import org.apache.calcite.rex.RexWindowBound;
import org.apache.calcite.sql.type.SqlTypeFamily;
import org.apache.calcite.sql.type.SqlTypeName;

/// The frame of a group of window functions, with distances in the unit of the order key.
final class Frames {
  private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1000);
  private static final BigDecimal MILLIS_PER_DAY = BigDecimal.valueOf(86_400_000);

  private final Window window;
  private final Window.Group group;
  private final Relation input;

  Frames(Window window, Window.Group group, Relation input) {
    this.window = window;
    this.group = group;
    this.input = input;
  }

  Frame frame() {
    return new Frame(group.isRows, bound(group.lowerBound), bound(group.upperBound));
  }

  private Frame.Bound bound(RexWindowBound bound) {
    if (bound.isUnbounded()) {
      return new Frame.Bound.Unbounded();
    }
    if (bound.isCurrentRow()) {
      return new Frame.Bound.Offset(BigDecimal.ZERO);
    }
    RexLiteral literal = literal(bound.getOffset());
    BigDecimal distance = group.isRows ? count(literal) : range(literal);
    if (distance.signum() < 0) {
      throw unsupported(
          "a window frame's distance must not be negative",
          "write PRECEDING or FOLLOWING behind it");
    }
    return new Frame.Bound.Offset(bound.isPreceding() ? distance.negate() : distance);
  }

  private RexLiteral literal(RexNode offset) {
    int fields = window.getInput().getRowType().getFieldCount();
    RexNode value =
        offset instanceof RexInputRef reference && reference.getIndex() >= fields
            ? window.constants.get(reference.getIndex() - fields)
            : offset;
    if (value instanceof RexLiteral literal && !literal.isNull()) {
      return literal;
    }
    throw unsupported(
        "a window frame's distance must be a constant", "write a number or an interval");
  }

  private BigDecimal count(RexLiteral literal) {
    if (literal.getType().getFamily() != SqlTypeFamily.NUMERIC
        && !SqlTypeName.INT_TYPES.contains(literal.getType().getSqlTypeName())) {
      throw unsupported(
          "ROWS counts rows: its distance must be a whole number", "write RANGE for others");
    }
    return literal.getValueAs(BigDecimal.class);
  }

  private BigDecimal range(RexLiteral literal) {
    List<RelFieldCollation> order = group.orderKeys.getFieldCollations();
    if (order.size() != 1
        || !(input.slots().get(order.getFirst().getFieldIndex()) instanceof Slot.Column key)) {
      throw unsupported(
          "a RANGE frame with a distance needs one ORDER BY key", "order by one, or write ROWS");
    }
    Field field = input.fieldOf(key.index());
    RelDataType type = literal.getType();
    return SqlTypeName.DAY_INTERVAL_TYPES.contains(type.getSqlTypeName())
        ? span(literal.getValueAs(BigDecimal.class), field)
        : number(literal, field);
  }

  private BigDecimal number(RexLiteral literal, Field key) {
    return switch (key.getType()) {
      case ArrowType.Int _, ArrowType.FloatingPoint _, ArrowType.Decimal _
          when SqlTypeName.NUMERIC_TYPES.contains(literal.getType().getSqlTypeName()) ->
          literal.getValueAs(BigDecimal.class);
      default -> throw incompatible(literal, key);
    };
  }

  private BigDecimal span(BigDecimal millis, Field key) {
    return switch (key.getType()) {
      case ArrowType.Timestamp timestamp ->
          millis.multiply(MICROS_PER_MILLI).multiply(perMicro(timestamp.getUnit()));
      case ArrowType.Time time ->
          millis.multiply(MICROS_PER_MILLI).multiply(perMicro(time.getUnit()));
      case ArrowType.Date date when date.getUnit() == DateUnit.DAY ->
          millis.divideToIntegralValue(MILLIS_PER_DAY);
      default ->
          throw new WadiException(
                  ErrorCode.TYPE_MISMATCH, "RANGE with an interval needs a time to order by")
              .withHint("order by a time, or write a number");
    };
  }

  private static BigDecimal perMicro(TimeUnit unit) {
    return switch (unit) {
      case NANOSECOND -> BigDecimal.valueOf(1000);
      case MICROSECOND -> BigDecimal.ONE;
      case MILLISECOND -> new BigDecimal("0.001");
      case SECOND -> new BigDecimal("0.000001");
    };
  }

  private WadiException incompatible(RexLiteral literal, Field key) {
    return Unsupported.at(
        window,
        ErrorCode.TYPE_MISMATCH,
        "RANGE with a distance of %s does not fit ORDER BY %s"
            .formatted(literal.getType(), key.getName()),
        "the distance is a number for numbers, and an interval for times");
  }

  private WadiException unsupported(String message, String hint) {
    return Unsupported.at(window, message, hint);
  }
}
