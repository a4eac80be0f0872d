package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.Call;
import dev.wadi.engine.expression.Expression.Literal;
import dev.wadi.engine.expression.Operation;
import dev.wadi.planner.resolve.ArrowTypes;
import java.util.List;
import java.util.Optional;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.calcite.rel.type.RelDataType;

/// What a cast does to a value that already has the right Arrow type: `VARCHAR(3)` keeps three
/// characters, `TIMESTAMP(0)` whole seconds. Arrow knows neither.
final class Shortening {
  private static final int MILLIS_DIGITS = 3;

  private Shortening() {}

  /// @param from the value's SQL type, or null if it may be of any length
  /// @return empty if only generated Java can do it
  static Optional<Expression> of(Expression value, RelDataType from, RelDataType to) {
    return switch (to.getSqlTypeName()) {
      case CHAR ->
          fits(from, to) && from.getPrecision() == to.getPrecision()
              ? Optional.of(value)
              : Optional.empty();
      case VARCHAR -> Optional.of(fits(from, to) ? value : firstCharacters(value, to));
      case VARBINARY, BINARY -> fits(from, to) ? Optional.of(value) : Optional.empty();
      case TIMESTAMP -> Optional.of(fits(from, to) ? value : truncated(value, to));
      default -> Optional.of(value);
    };
  }

  private static boolean fits(RelDataType from, RelDataType to) {
    int length = to.getPrecision();
    return length == RelDataType.PRECISION_NOT_SPECIFIED
        || from != null
            && from.getPrecision() != RelDataType.PRECISION_NOT_SPECIFIED
            && from.getPrecision() <= length;
  }

  private static Expression firstCharacters(Expression value, RelDataType to) {
    ArrowType number = new ArrowType.Int(32, true);
    return new Call(
        Operation.SUBSTRING,
        List.of(
            value,
            new Literal("1", Types.notNull(number)),
            new Literal(String.valueOf(to.getPrecision()), Types.notNull(number))),
        value.type());
  }

  // Between whole milliseconds and microseconds there is no unit: more digits are kept.
  private static Expression truncated(Expression value, RelDataType to) {
    int digits = to.getPrecision();
    if (digits > MILLIS_DIGITS) {
      return value;
    }
    String unit = digits == 0 ? "second" : "millisecond";
    return new Call(
        Operation.TRUNCATE_TIME,
        List.of(value, Literals.text(unit)),
        Types.withNullability(ArrowTypes.field(to), value.type().isNullable()));
  }
}
