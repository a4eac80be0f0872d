package dev.wadi.planner.lower;

import dev.wadi.engine.expression.Expression.Literal;
import dev.wadi.planner.resolve.ArrowTypes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalTime;
import java.util.Base64;
import java.util.Calendar;
import java.util.Optional;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.avatica.util.ByteString;
import org.apache.calcite.rel.type.RelDataType;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.sql.type.SqlTypeUtil;
import org.apache.calcite.util.TimeString;
import org.apache.calcite.util.TimestampString;

/// Constants, in the text form that {@link Literal} asks for.
final class Literals {
  private static final BigDecimal MICROS_PER_MILLI = BigDecimal.valueOf(1000);

  private Literals() {}

  static Literal of(RexLiteral literal) {
    return of(literal, literal.getType());
  }

  /// @param type may differ from the literal's own in precision and nullability
  static Literal of(RexLiteral literal, RelDataType type) {
    Field field = ArrowTypes.field(type);
    return literal.isNull()
        ? new Literal(null, Types.withNullability(field, true))
        : new Literal(text(literal, type, field), field);
  }

  /// A constant number as another type of number, if it is the same number there.
  static Optional<Literal> number(RexLiteral literal, Field type) {
    if (literal.isNull() || !SqlTypeUtil.isNumeric(literal.getType())) {
      return Optional.empty();
    }
    BigDecimal value = literal.getValueAs(BigDecimal.class).stripTrailingZeros();
    return switch (type.getType()) {
      case ArrowType.FloatingPoint _ ->
          Optional.of(new Literal(Double.toString(value.doubleValue()), type));
      case ArrowType.Decimal decimal
          when value.scale() <= decimal.getScale()
              && value.precision() - value.scale() <= decimal.getPrecision() - decimal.getScale() ->
          Optional.of(new Literal(value.setScale(decimal.getScale()).toPlainString(), type));
      case ArrowType.Int whole when value.scale() <= 0 && fits(value.toBigInteger(), whole) ->
          Optional.of(new Literal(value.toBigInteger().toString(), type));
      default -> Optional.empty();
    };
  }

  private static boolean fits(BigInteger value, ArrowType.Int type) {
    int bits = type.getIsSigned() ? type.getBitWidth() - 1 : type.getBitWidth();
    return value.bitLength() <= bits && (type.getIsSigned() || value.signum() >= 0);
  }

  static Literal text(String text) {
    return new Literal(text, Types.TEXT);
  }

  static Literal micros(long micros) {
    return new Literal(
        String.valueOf(micros), Types.notNull(new ArrowType.Duration(TimeUnit.MICROSECOND)));
  }

  private static String text(RexLiteral literal, RelDataType type, Field field) {
    return switch (type.getSqlTypeName()) {
      case BOOLEAN -> literal.getValueAs(Boolean.class).toString();
      case TINYINT, SMALLINT, INTEGER, BIGINT, UTINYINT, USMALLINT, UINTEGER, UBIGINT ->
          literal.getValueAs(BigDecimal.class).toBigInteger().toString();
      case REAL, FLOAT, DOUBLE -> Double.toString(literal.getValueAs(Double.class));
      case DECIMAL ->
          literal.getValueAs(BigDecimal.class).setScale(type.getScale()).toPlainString();
      case CHAR, VARCHAR -> literal.getValueAs(String.class);
      case BINARY, VARBINARY ->
          Base64.getEncoder().encodeToString(literal.getValueAs(ByteString.class).getBytes());
      case DATE -> String.valueOf(literal.getValueAs(Integer.class));
      case TIME -> time(literal.getValueAs(TimeString.class));
      case TIMESTAMP -> timestamp(literal.getValueAs(TimestampString.class), field);
      default -> interval(literal, type);
    };
  }

  private static String time(TimeString value) {
    return String.valueOf(LocalTime.parse(value.toString()).toNanoOfDay() / 1000);
  }

  private static String timestamp(TimestampString value, Field field) {
    Calendar second = value.round(0).toCalendar();
    String text = value.toString();
    int point = text.indexOf('.');
    String fraction = point < 0 ? "" : text.substring(point + 1);
    long nanos = Long.parseLong((fraction + "000000000").substring(0, 9));
    boolean nano = ((ArrowType.Timestamp) field.getType()).getUnit() == TimeUnit.NANOSECOND;
    long seconds = Math.floorDiv(second.getTimeInMillis(), 1000L);
    return String.valueOf(
        nano ? seconds * 1_000_000_000L + nanos : seconds * 1_000_000L + nanos / 1000);
  }

  private static String interval(RexLiteral literal, RelDataType type) {
    BigDecimal value = literal.getValueAs(BigDecimal.class);
    boolean months = type.getIntervalQualifier().isYearMonth();
    BigDecimal units = months ? value : value.multiply(MICROS_PER_MILLI);
    return String.valueOf(units.longValue());
  }
}
