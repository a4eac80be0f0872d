package dev.wadi.engine.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wadi.engine.expression.Expression;
import dev.wadi.engine.expression.Operation;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.arrow.vector.types.pojo.Field;

class TimeTest {
  @Provide
  Arbitrary<Field> moments() {
    return Arbitraries.of(Types.DATE, Types.MICROS, Types.NANOS);
  }

  @Property(tries = 30)
  void partsOfMoments(@ForAll Random random, @ForAll("moments") Field type) {
    checkPart(random, type, Operation.EXTRACT_YEAR, LocalDateTime::getYear);
    checkPart(random, type, Operation.EXTRACT_QUARTER, t -> t.get(IsoFields.QUARTER_OF_YEAR));
    checkPart(random, type, Operation.EXTRACT_MONTH, LocalDateTime::getMonthValue);
    checkPart(random, type, Operation.EXTRACT_DAY, LocalDateTime::getDayOfMonth);
    checkPart(random, type, Operation.EXTRACT_HOUR, LocalDateTime::getHour);
    checkPart(random, type, Operation.EXTRACT_MINUTE, LocalDateTime::getMinute);
    checkPart(random, type, Operation.EXTRACT_SECOND, LocalDateTime::getSecond);
    checkPart(random, type, Operation.EXTRACT_DAY_OF_WEEK, t -> t.getDayOfWeek().getValue() % 7);
    checkPart(random, type, Operation.EXTRACT_DAY_OF_YEAR, LocalDateTime::getDayOfYear);
    checkPart(random, type, Operation.EXTRACT_EPOCH, t -> t.toEpochSecond(ZoneOffset.UTC));
    Oracle.over(random, type)
        .checkCall(Operation.EXTRACT_EPOCH, Types.F64, row -> epoch(row[0], type).doubleValue());
    Oracle.over(random, type)
        .checkCall(
            Operation.EXTRACT_EPOCH, Types.decimal(28, 9), row -> epoch(row[0], type).setScale(9));
    Oracle.over(random, type)
        .checkCall(
            Operation.EXTRACT_SECOND,
            Types.decimal(12, 9),
            row -> {
              LocalDateTime moment = moment(row[0], type);
              return BigDecimal.valueOf(moment.getSecond() * 1_000_000_000L + moment.getNano(), 9);
            });
  }

  private static void checkPart(
      Random random, Field type, Operation operation, ToLongFunction<LocalDateTime> part) {
    Oracle.over(random, type)
        .checkCall(
            operation,
            Types.I64,
            row -> BigInteger.valueOf(part.applyAsLong(moment(row[0], type))));
  }

  @Property(tries = 30)
  void truncation(@ForAll Random random, @ForAll("moments") Field type) {
    checkTruncation(random, type, "year", t -> t.with(TemporalAdjusters.firstDayOfYear()), true);
    checkTruncation(
        random,
        type,
        "quarter",
        t -> t.withDayOfMonth(1).withMonth((t.getMonthValue() - 1) / 3 * 3 + 1),
        true);
    checkTruncation(random, type, "MONTH", t -> t.withDayOfMonth(1), true);
    checkTruncation(
        random,
        type,
        "week",
        t -> t.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
        true);
    checkTruncation(random, type, "day", t -> t, true);
    checkTruncation(random, type, "hour", t -> t.truncatedTo(ChronoUnit.HOURS), false);
    checkTruncation(random, type, "minute", t -> t.truncatedTo(ChronoUnit.MINUTES), false);
    checkTruncation(random, type, "second", t -> t.truncatedTo(ChronoUnit.SECONDS), false);
    checkTruncation(random, type, "millisecond", t -> t.truncatedTo(ChronoUnit.MILLIS), false);
    checkTruncation(random, type, "microsecond", t -> t.truncatedTo(ChronoUnit.MICROS), false);
  }

  private static void checkTruncation(
      Random random,
      Field type,
      String unit,
      Function<LocalDateTime, LocalDateTime> start,
      boolean wholeDays) {
    Expression moment = new Expression.InputColumn(0, type);
    Expression literal = new Expression.Literal(unit, Types.TEXT);
    Oracle.over(random, type)
        .check(
            Oracle.call(Operation.TRUNCATE_TIME, type, List.of(moment, literal)),
            Oracle.strict(row -> {
              LocalDateTime started = start.apply(moment(row[0], type));
              return value(wholeDays ? started.truncatedTo(ChronoUnit.DAYS) : started, type);
            }));
  }

  @Property(tries = 40)
  void windowStart(@ForAll Random random) {
    for (Field type : List.of(Types.MICROS, Types.NANOS)) {
      long unit = type.equals(Types.NANOS) ? 1_000 : 1;
      long width = 1 + random.nextLong(random.nextBoolean() ? 10 : 200_000_000_000L);
      long offset = random.nextLong(-width, width + 1);
      Expression moment = new Expression.InputColumn(0, type);
      Expression expression =
          Oracle.call(
              Operation.WINDOW_START,
              type,
              List.of(
                  moment,
                  new Expression.Literal(Long.toString(width), Types.SPAN),
                  new Expression.Literal(Long.toString(offset), Types.SPAN)));
      Oracle.over(random, type)
          .check(
              expression,
              Oracle.strict(row -> {
                long value = ((BigInteger) row[0]).longValueExact();
                return BigInteger.valueOf(
                    value - Math.floorMod(value - offset * unit, width * unit));
              }));
    }
  }

  @Property(tries = 60)
  void intervals(@ForAll Random random, @ForAll("moments") Field type) {
    Range range = Range.of(SqlType.of(type));
    Oracle.over(random, type, Types.MONTHS)
        .checkCall(
            Operation.ADD,
            type,
            row -> inside(range, value(moment(row[0], type).plusMonths(number(row[1])), type)));
    Oracle.over(random, type, Types.MONTHS)
        .checkCall(
            Operation.SUBTRACT,
            type,
            row -> inside(range, value(moment(row[0], type).minusMonths(number(row[1])), type)));
    Oracle.over(random, Types.SPAN, type)
        .checkCall(
            Operation.ADD,
            type,
            row ->
                inside(
                    range,
                    value(moment(row[1], type).plus(number(row[0]), ChronoUnit.MICROS), type)));
    Oracle.over(random, type, type)
        .checkCall(Operation.SUBTRACT, Types.SPAN, row -> difference(row[0], row[1], type));
    Oracle.over(random, Types.TIME, Types.SPAN)
        .checkCall(
            Operation.SUBTRACT,
            Types.TIME,
            row ->
                BigInteger.valueOf(
                    LocalTime.ofNanoOfDay(number(row[0]) * 1_000)
                            .minus(number(row[1]), ChronoUnit.MICROS)
                            .toNanoOfDay()
                        / 1_000));
  }

  @Property(tries = 20)
  void momentsOfDifferentUnitsCompare(@ForAll Random random) {
    Oracle.over(random, Types.DATE, Types.NANOS)
        .checkCall(
            Operation.LESS,
            Types.BOOL,
            row -> moment(row[0], Types.DATE).isBefore(moment(row[1], Types.NANOS)));
    Oracle.over(random, Types.NANOS, Types.MICROS)
        .checkCall(
            Operation.GREATER,
            Types.BOOL,
            row -> moment(row[0], Types.NANOS).isAfter(moment(row[1], Types.MICROS)));
  }

  @Property(tries = 500)
  void divisionByAConstant(@ForAll long value, @ForAll long number) {
    long divisor = Math.max(1, Math.abs(number));
    ConstantDivisor constant = ConstantDivisor.of(divisor);
    assertThat(constant.divide(value)).isEqualTo(value / divisor);
    assertThat(constant.remainder(value)).isEqualTo(value % divisor);
    assertThat(constant.floorDivide(value)).isEqualTo(Math.floorDiv(value, divisor));
  }

  // The difference of two moments in nanoseconds must fit, before it becomes one in microseconds.
  private static BigInteger difference(Object a, Object b, Field type) {
    if (type.equals(Types.NANOS)) {
      long nanos = ((BigInteger) a).subtract((BigInteger) b).longValueExact();
      return BigInteger.valueOf(Math.floorDiv(nanos, 1_000));
    }
    return value(moment(a, type), Types.MICROS).subtract(value(moment(b, type), Types.MICROS));
  }

  private static BigInteger inside(Range range, BigInteger value) {
    if (!range.contains(value)) {
      throw new ArithmeticException();
    }
    return value;
  }

  private static long number(Object value) {
    return ((BigInteger) value).longValueExact();
  }

  static BigDecimal epoch(Object value, Field type) {
    return new BigDecimal(value(moment(value, type), Types.NANOS), 9);
  }

  static LocalDateTime moment(Object value, Field type) {
    long number = number(value);
    if (type.equals(Types.DATE)) {
      return LocalDate.ofEpochDay(number).atStartOfDay();
    }
    long perSecond = type.equals(Types.NANOS) ? 1_000_000_000 : 1_000_000;
    return LocalDateTime.ofEpochSecond(
        Math.floorDiv(number, perSecond),
        (int) (Math.floorMod(number, perSecond) * (1_000_000_000 / perSecond)),
        ZoneOffset.UTC);
  }

  static BigInteger value(LocalDateTime moment, Field type) {
    BigInteger nanos =
        BigInteger.valueOf(moment.toEpochSecond(ZoneOffset.UTC))
            .multiply(BigInteger.valueOf(1_000_000_000))
            .add(BigInteger.valueOf(moment.getNano()));
    if (type.equals(Types.NANOS)) {
      return nanos;
    }
    return type.equals(Types.DATE)
        ? BigInteger.valueOf(moment.toLocalDate().toEpochDay())
        : nanos.subtract(nanos.mod(BigInteger.valueOf(1_000))).divide(BigInteger.valueOf(1_000));
  }
}
