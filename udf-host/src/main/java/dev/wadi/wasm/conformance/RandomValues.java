package dev.wadi.wasm.conformance;

import dev.wadi.sdk.batch.JsonType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Random values of any type.
final class RandomValues implements RowSource {
  /// What values to expect.
  enum Kind {
    /// What could be in a table.
    ORDINARY,
    /// Numbers that can be added up in any order with about the same sum.
    STEADY,
    /// The least and the greatest of a type, what is empty, and what is long.
    EXTREME
  }

  private static final double NULLS_INSIDE = 0.15;
  private static final int ITEMS_MAX = 6;
  private static final int MANY = 1_000;
  private static final long MICROS_PER_DAY = 86_400_000_000L;
  private static final long NANOS_PER_MICRO = 1_000;

  private final Kind kind;
  private final RandomGenerator random;
  private final Texts texts;

  RandomValues(Kind kind, long seed) {
    this.kind = kind;
    this.random = new Random(seed);
    this.texts = new Texts(random);
  }

  /// @param nulls how many of the values are null, wherever one may be
  Row row(List<Field> fields, double nulls) {
    List<Object> values = new ArrayList<>();
    fields.forEach(field -> values.add(random.nextDouble() < nulls ? null : value(field)));
    return new Row(values);
  }

  @Override
  public List<Row> rows(List<Field> fields, int count, double nulls) {
    return IntStream.range(0, count).mapToObj(_ -> row(fields, nulls)).toList();
  }

  /// A value that is not null.
  Object value(Field field) {
    return value(field, kind == Kind.EXTREME && random.nextBoolean());
  }

  private Object value(Field field, boolean extreme) {
    return switch (field.getType()) {
      case ArrowType.Bool _ -> random.nextBoolean();
      case ArrowType.Int type -> extreme ? extreme(type) : whole(type);
      case ArrowType.FloatingPoint type -> floating(type, extreme);
      case ArrowType.Decimal type -> decimal(type, extreme);
      case ArrowType.Utf8 _ when JsonType.is(field) -> texts.json(extreme);
      case ArrowType.Utf8 _ -> extreme ? texts.extreme() : texts.text();
      case ArrowType.Binary _ -> bytes(extreme);
      case ArrowType.Date _ -> extreme ? Times.extremeDay(random) : Times.day(random);
      case ArrowType.Time _ -> time(extreme);
      case ArrowType.Timestamp type -> timestamp(type, extreme);
      case ArrowType.Duration _ -> span(MICROS_PER_DAY, extreme);
      case ArrowType.Interval _ -> span(12, extreme);
      case ArrowType.Struct _ -> struct(field.getChildren(), extreme);
      case ArrowType.List _ -> items(field, extreme);
      case ArrowType.Map _ -> items(field, extreme);
      default -> throw new IllegalStateException("a value of " + field);
    };
  }

  private Long whole(ArrowType.Int type) {
    long most = type.getBitWidth() == 8 ? 100 : random.nextBoolean() ? 10 : 10_000;
    return random.nextLong(type.getIsSigned() ? -most : 0, most + 1);
  }

  private Long extreme(ArrowType.Int type) {
    int bits = type.getBitWidth();
    long greatest = -1L >>> 64 - bits + (type.getIsSigned() ? 1 : 0);
    long least = type.getIsSigned() ? -greatest - 1 : 0;
    return List.of(least, greatest, 0L, greatest - 1).get(random.nextInt(4));
  }

  private Object floating(ArrowType.FloatingPoint type, boolean extreme) {
    double value =
        extreme
            ? Numbers.extreme(random)
            : kind == Kind.STEADY ? random.nextDouble(1, 1_000) : Numbers.ordinary(random);
    if (type.getPrecision() == FloatingPointPrecision.SINGLE) {
      return extreme ? Numbers.extremeSingle(random) : (Object) (float) value;
    }
    return value;
  }

  private BigDecimal decimal(ArrowType.Decimal type, boolean extreme) {
    BigInteger greatest = BigInteger.TEN.pow(type.getPrecision()).subtract(BigInteger.ONE);
    BigInteger unscaled =
        extreme
            ? List.of(greatest, greatest.negate(), BigInteger.ZERO).get(random.nextInt(3))
            : BigInteger.valueOf(random.nextLong(-99_999, 100_000)).mod(greatest);
    return new BigDecimal(unscaled, type.getScale());
  }

  private ByteBuffer bytes(boolean extreme) {
    byte[] bytes = new byte[extreme && random.nextBoolean() ? Texts.LONG : random.nextInt(20)];
    random.nextBytes(bytes);
    return ByteBuffer.wrap(bytes);
  }

  private Long time(boolean extreme) {
    long last = MICROS_PER_DAY - 1;
    return extreme ? random.nextBoolean() ? 0L : last : (Long) random.nextLong(last);
  }

  private Long timestamp(ArrowType.Timestamp type, boolean extreme) {
    if (type.getUnit() == TimeUnit.NANOSECOND) {
      return extreme
          ? List.of(Long.MIN_VALUE, Long.MAX_VALUE, 0L).get(random.nextInt(3))
          : (Long) (NANOS_PER_MICRO * Times.micros(random) + random.nextInt(1_000));
    }
    return extreme ? Times.extremeMicros(random) : (Long) Times.micros(random);
  }

  private Long span(long unit, boolean extreme) {
    long most = unit * (extreme ? 9_999 : 30);
    return extreme ? random.nextBoolean() ? -most : most : (Long) random.nextLong(-most, most);
  }

  private Row struct(List<Field> fields, boolean extreme) {
    List<Object> values = new ArrayList<>();
    fields.forEach(field -> values.add(valueOrNull(field, extreme)));
    return new Row(values);
  }

  private Object valueOrNull(Field field, boolean extreme) {
    boolean isNull = field.isNullable() && random.nextDouble() < NULLS_INSIDE;
    return isNull ? null : value(field, extreme);
  }

  private List<Object> items(Field field, boolean extreme) {
    Field item = field.getChildren().getFirst();
    // Many, or extreme ones: many of many long texts do not fit anywhere.
    int count =
        switch (extreme ? random.nextInt(3) : 3) {
          case 0 -> 0;
          case 1 -> MANY;
          default -> random.nextInt(ITEMS_MAX);
        };
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(valueOrNull(item, extreme && count < MANY));
    }
    return items;
  }
}
