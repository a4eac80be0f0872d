package dev.wadi.planner.lower;

import dev.wadi.engine.evaluation.Kernels;
import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Expression.BuiltInCall;
import dev.wadi.engine.expression.Expression.Cast;
import dev.wadi.sdk.batch.InstantType;
import dev.wadi.sdk.error.ErrorCode;
import dev.wadi.sdk.error.WadiException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.calcite.rex.RexLiteral;
import org.apache.calcite.util.TimestampString;

/// Moments to dates and times and back: calls of functions that are told the zone of the session.
final class ZoneCasts {
  static final Field TIMESTAMP = Types.notNull(new ArrowType.Timestamp(TimeUnit.MICROSECOND, null));
  static final Field MOMENT = new Field("", InstantType.of(false), null);

  private final ZoneId zone;

  ZoneCasts(ZoneId zone) {
    this.zone = zone;
  }

  /// Whether the zone decides what a value of one type is in the other.
  static boolean apply(Field from, Field to) {
    return InstantType.is(from) != InstantType.is(to);
  }

  /// @param from the value's type
  /// @throws WadiException if there is no such cast
  Expression cast(Expression value, Field from, Field to, boolean safe) {
    return InstantType.is(to) ? toMoment(value, from, to, safe) : fromMoment(value, from, to, safe);
  }

  private Expression toMoment(Expression value, Field from, Field to, boolean safe) {
    return switch (from.getType()) {
      case ArrowType.Utf8 _ ->
          call(
              safe ? "try_parse_timestamptz(TEXT, TEXT)" : "parse_timestamptz(TEXT, TEXT)",
              value,
              Types.withNullability(MOMENT, safe || from.isNullable()));
      case ArrowType.Timestamp _ ->
          call("timezone(TEXT, TIMESTAMP)", value, nullable(MOMENT, from));
      case ArrowType.Date _ -> {
        Expression midnight = new Cast(value, safe, nullable(TIMESTAMP, from));
        yield call("timezone(TEXT, TIMESTAMP)", midnight, nullable(MOMENT, from));
      }
      default -> throw impossible(from, to);
    };
  }

  private Expression fromMoment(Expression value, Field from, Field to, boolean safe) {
    if (to.getType() instanceof ArrowType.Utf8) {
      return call("format_timestamptz(TEXT, TIMESTAMPTZ)", value, nullable(Types.TEXT, from));
    }
    Field local = nullable(TIMESTAMP, from);
    Expression time = call("timezone(TEXT, TIMESTAMPTZ)", value, local);
    if (Types.same(local, to)) {
      return time;
    }
    if (to.getType() instanceof ArrowType.Int || !Kernels.supportCast(local, to)) {
      throw impossible(from, to);
    }
    return new Cast(time, safe, to);
  }

  private Expression call(String function, Expression value, Field type) {
    return new BuiltInCall(function, List.of(Literals.text(zone.getId()), value), type);
  }

  private static Field nullable(Field type, Field like) {
    return Types.withNullability(type, like.isNullable());
  }

  /// A constant, which Calcite keeps as the date and time that it has in the session's zone.
  Expression.Literal literal(RexLiteral literal) {
    if (literal.isNull()) {
      return new Expression.Literal(null, Types.withNullability(MOMENT, true));
    }
    String text = literal.getValueAs(TimestampString.class).toString().replace(' ', 'T');
    Instant moment = LocalDateTime.parse(text).atZone(zone).withLaterOffsetAtOverlap().toInstant();
    LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
    long micros = utc.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + utc.getNano() / 1_000;
    return new Expression.Literal(String.valueOf(micros), MOMENT);
  }

  private static WadiException impossible(Field from, Field to) {
    Field other = InstantType.is(from) ? to : from;
    return new WadiException(
            ErrorCode.TYPE_MISMATCH,
            "TIMESTAMP WITH LOCAL TIME ZONE and %s cannot be converted into each other"
                .formatted(other.getType()))
        .withHint("convert through TIMESTAMP or TEXT");
  }
}
