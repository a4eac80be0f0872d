package dev.wadi.engine.evaluation;

import dev.wadi.sdk.batch.Column;
import java.lang.foreign.ValueLayout;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.types.pojo.Field;

/// Random values with the edges of their types, in a form that models can compute with: BOOLEAN as
/// Boolean, all whole numbers, dates, times and intervals as BigInteger, floats as Double (FLOAT as
/// a Double that is one), decimals as BigDecimal, text as String, binary as text in ISO-8859-1.
final class Samples {
  private static final double[] DOUBLES = {
    0.0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    1.5,
    2.5,
    1e10,
    -1e300,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    9.3e18,
    127.5,
    0.285
  };
  private static final String[] WORDS = {
    "",
    "a",
    "b",
    "ab",
    "ba",
    "abcdefgh",
    "abcdefghi",
    "Zürich",
    "été",
    "日本語テキスト",
    "🚀",
    " x ",
    "channel",
    "%",
    "_",
    "aXb",
    "https://www.example.com/channel_id=123"
  };

  private Samples() {}

  static List<Object> list(Random random, Field field, int count) {
    List<Object> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(random.nextInt(8) == 0 ? null : value(random, SqlType.of(field)));
    }
    return values;
  }

  static Object value(Random random, SqlType type) {
    return switch (type) {
      case SqlType.Bool _ -> random.nextBoolean();
      case SqlType.Floating(boolean single) -> floating(random, single);
      case SqlType.Exact(int precision, int scale) ->
          new BigDecimal(whole(random, Range.of(type), precision), scale);
      case SqlType.Text _ -> text(random);
      case SqlType.Binary _ -> {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        yield new String(bytes, StandardCharsets.ISO_8859_1);
      }
      case SqlType.Date _ -> BigInteger.valueOf(random.nextInt(-900_000, 900_000));
      case SqlType.Time _ -> BigInteger.valueOf(random.nextLong(86_400_000_000L));
      case SqlType.Timestamp t ->
          BigInteger.valueOf(random.nextLong(-200, 200) * t.unitsPerDay() * 300)
              .add(BigInteger.valueOf(random.nextLong(t.unitsPerDay())));
      case SqlType.Span _ ->
          BigInteger.valueOf(random.nextLong(-86_400_000_000L * 40, 86_400_000_000L * 40));
      case SqlType.Months _ -> BigInteger.valueOf(random.nextInt(-1000, 1000));
      default -> whole(random, Range.of(type), 20);
    };
  }

  private static Double floating(Random random, boolean single) {
    double value =
        switch (random.nextInt(3)) {
          case 0 -> DOUBLES[random.nextInt(DOUBLES.length)];
          case 1 -> random.nextInt(2000) / 8.0 - 100;
          default -> random.nextGaussian() * 1e6;
        };
    return single ? (double) (float) value : value;
  }

  private static BigInteger whole(Random random, Range range, int digits) {
    BigInteger value =
        switch (random.nextInt(6)) {
          case 0 -> range.min().add(BigInteger.valueOf(random.nextInt(2)));
          case 1 -> range.max().subtract(BigInteger.valueOf(random.nextInt(2)));
          case 2 -> new BigInteger(range.max().bitLength(), random);
          default -> BigInteger.valueOf(random.nextInt(-12, 12));
        };
    return range.contains(value) ? value : BigInteger.valueOf(random.nextInt(3));
  }

  private static String text(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> WORDS[random.nextInt(WORDS.length)] + WORDS[random.nextInt(WORDS.length)];
      case 1 ->
          random
              .ints(random.nextInt(30), 'a', 'c')
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      default -> WORDS[random.nextInt(WORDS.length)];
    };
  }

  static Column column(Field field, List<Object> samples, BufferAllocator allocator) {
    Compilation compilation = new Compilation(new EvaluationContext(allocator, null));
    SqlType type = SqlType.of(field);
    Values values = compilation.values(type);
    values.start(samples.size());
    for (int i = 0; i < samples.size(); i++) {
      if (samples.get(i) == null) {
        values.setNull(i);
      } else {
        set(values, i, type, samples.get(i));
      }
    }
    var writer = new ColumnWriter(field, allocator, samples.size());
    writer.write(values, new Rows(null, null, 0, samples.size()));
    compilation.close();
    return writer.finish();
  }

  private static void set(Values values, int i, SqlType type, Object sample) {
    switch (values) {
      case Longs v ->
          v.values[i] =
              sample instanceof BigDecimal d
                  ? d.unscaledValue().longValueExact()
                  : ((BigInteger) sample).longValue();
      case Wides v -> v.set(i, ((BigDecimal) sample).unscaledValue());
      case Doubles v -> v.values[i] = (Double) sample;
      case Flags v -> v.set(i, (Boolean) sample);
      case Texts v ->
          v.set(
              i,
              ((String) sample)
                  .getBytes(
                      type instanceof SqlType.Binary
                          ? StandardCharsets.ISO_8859_1
                          : StandardCharsets.UTF_8));
      case Nested _ -> throw new AssertionError(type);
    }
  }

  /// Row of a column as a sample, read through Arrow's own accessors.
  static Object read(Column column, int row) {
    Object object = column.isNull(row) ? null : JavaValues.reader(column.vector()).apply(row);
    SqlType type = SqlType.of(column.field());
    return switch (object) {
      case null -> null;
      case byte[] bytes -> new String(bytes, StandardCharsets.ISO_8859_1);
      case Float number -> (double) number;
      case BigDecimal number when type instanceof SqlType.Whole -> number.toBigIntegerExact();
      case Number number when !(number instanceof BigDecimal) && !(number instanceof Double) ->
          BigInteger.valueOf(raw(column, row, type, number));
      default -> object;
    };
  }

  // Generated Java sees milliseconds; models see the type's own unit.
  private static long raw(Column column, int row, SqlType type, Number number) {
    return switch (type) {
      case SqlType.Time _, SqlType.Timestamp _, SqlType.Span _ ->
          column.data().getAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, row);
      default -> number.longValue();
    };
  }
}
