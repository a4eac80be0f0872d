package dev.wadi.connectors.testing;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.DateDayVector;
import org.apache.arrow.vector.DecimalVector;
import org.apache.arrow.vector.DurationVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.IntervalYearVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TimeMicroVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// A table with a column of each type, and random rows for it: nulls, extremes and ordinary values.
public final class AllTypes {
  public static final ArrowType BIGINT = new ArrowType.Int(64, true);
  public static final ArrowType INT = new ArrowType.Int(32, true);
  public static final ArrowType DOUBLE = new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
  public static final ArrowType FLOAT = new ArrowType.FloatingPoint(FloatingPointPrecision.SINGLE);
  public static final ArrowType TEXT = ArrowType.Utf8.INSTANCE;
  public static final ArrowType TIMESTAMP = new ArrowType.Timestamp(TimeUnit.MICROSECOND, null);
  public static final ArrowType TIMESTAMP_NANOS =
      new ArrowType.Timestamp(TimeUnit.NANOSECOND, null);

  public static final Schema SCHEMA =
      new Schema(
          List.of(
              column("bool", ArrowType.Bool.INSTANCE),
              column("i8", new ArrowType.Int(8, true)),
              column("i16", new ArrowType.Int(16, true)),
              column("i32", INT),
              column("i64", BIGINT),
              column("u8", new ArrowType.Int(8, false)),
              column("u16", new ArrowType.Int(16, false)),
              column("u32", new ArrowType.Int(32, false)),
              column("u64", new ArrowType.Int(64, false)),
              column("f32", FLOAT),
              column("f64", DOUBLE),
              column("dec9", decimal(9, 2)),
              column("dec18", decimal(18, 4)),
              column("dec38", decimal(38, 10)),
              column("txt", TEXT),
              column("bin", ArrowType.Binary.INSTANCE),
              column("d", new ArrowType.Date(DateUnit.DAY)),
              column("tm", new ArrowType.Time(TimeUnit.MICROSECOND, 64)),
              column("ts", TIMESTAMP),
              column("tsn", TIMESTAMP_NANOS),
              column("dur", new ArrowType.Duration(TimeUnit.MICROSECOND)),
              column("mon", new ArrowType.Interval(IntervalUnit.YEAR_MONTH)),
              list("ints", column("element", BIGINT)),
              list("texts", column("element", TEXT)),
              struct("st", column("a", BIGINT), column("b", TEXT)),
              list("sts", struct("element", column("x", DOUBLE), list("y", column("z", INT))))));

  /// With maps, which not every reader has.
  public static final Schema WITH_MAPS =
      new Schema(
          Stream.concat(
                  SCHEMA.getFields().stream(),
                  Stream.of(
                      map("counts", notNull("key", TEXT), list("value", column("item", BIGINT))),
                      map("names", notNull("key", INT), struct("value", column("n", TEXT))),
                      list("maps", map("m", notNull("key", TEXT), column("value", DOUBLE)))))
              .toList());

  private AllTypes() {}

  public static Field column(String name, ArrowType type) {
    return new Field(name, FieldType.nullable(type), null);
  }

  public static Field notNull(String name, ArrowType type) {
    return new Field(name, FieldType.notNullable(type), null);
  }

  public static ArrowType decimal(int precision, int scale) {
    return new ArrowType.Decimal(precision, scale, 128);
  }

  public static Field list(String name, Field element) {
    return new Field(name, FieldType.nullable(ArrowType.List.INSTANCE), List.of(element));
  }

  public static Field struct(String name, Field... fields) {
    return new Field(name, FieldType.nullable(ArrowType.Struct.INSTANCE), List.of(fields));
  }

  public static Field map(String name, Field key, Field value) {
    Field entries =
        new Field("entries", FieldType.notNullable(ArrowType.Struct.INSTANCE), List.of(key, value));
    return new Field(name, FieldType.nullable(new ArrowType.Map(false)), List.of(entries));
  }

  public static Schema without(String... names) {
    return new Schema(
        SCHEMA.getFields().stream()
            .filter(field -> !List.of(names).contains(field.getName()))
            .toList());
  }

  /// Random rows, which depend on the seed and a column's name only.
  public static Batch batch(Schema schema, long seed, int rows, BufferAllocator allocator) {
    List<Column> columns = new ArrayList<>();
    for (Field field : schema.getFields()) {
      FieldVector vector = field.createVector(allocator);
      vector.allocateNew();
      fill(vector, 0, rows, new Random(seed * 31 + field.getName().hashCode()));
      vector.setValueCount(rows);
      columns.add(Column.of(vector));
    }
    return Batch.of(columns, rows);
  }

  private static void fill(FieldVector vector, int start, int end, Random random) {
    for (int row = start; row < end; row++) {
      while (row >= vector.getValueCapacity()) {
        vector.reAlloc();
      }
      if (vector.getField().isNullable() && random.nextInt(5) == 0) {
        setNull(vector, row);
      } else {
        set(vector, row, random);
      }
    }
  }

  private static void setNull(FieldVector vector, int row) {
    if (vector instanceof BaseFixedWidthVector fixed) {
      fixed.setNull(row);
    } else {
      vector.setNull(row);
    }
  }

  private static void set(FieldVector vector, int row, Random random) {
    switch (vector) {
      case BitVector v -> v.setSafe(row, random.nextInt(2));
      case TinyIntVector v -> v.setSafe(row, (byte) integer(random, 8));
      case SmallIntVector v -> v.setSafe(row, (short) integer(random, 16));
      case IntVector v -> v.setSafe(row, (int) integer(random, 32));
      case BigIntVector v -> v.setSafe(row, integer(random, 64));
      case UInt1Vector v -> v.setSafe(row, (byte) integer(random, 8));
      case UInt2Vector v -> v.setSafe(row, (char) integer(random, 16));
      case UInt4Vector v -> v.setSafe(row, (int) integer(random, 32));
      case UInt8Vector v -> v.setSafe(row, integer(random, 64));
      case Float4Vector v -> v.setSafe(row, (float) floating(random));
      case Float8Vector v -> v.setSafe(row, floating(random));
      case DecimalVector v -> v.setSafe(row, decimal(v, random));
      case VarCharVector v -> v.setSafe(row, text(random).getBytes(StandardCharsets.UTF_8));
      case VarBinaryVector v -> v.setSafe(row, bytes(random));
      case DateDayVector v -> v.setSafe(row, random.nextInt(-100_000, 200_000));
      case TimeMicroVector v -> v.setSafe(row, random.nextLong(86_400_000_000L));
      case TimeStampVector v -> v.setSafe(row, timestamp(random));
      case DurationVector v -> v.setSafe(row, integer(random, 50));
      case IntervalYearVector v -> v.setSafe(row, random.nextInt(0, 5000));
      case MapVector v -> setMap(v, row, random);
      case ListVector v -> setList(v, row, random);
      case StructVector v -> setStruct(v, row, random);
      default -> throw new IllegalStateException(vector.toString());
    }
  }

  private static long integer(Random random, int bits) {
    long max = Long.MAX_VALUE >> (64 - bits);
    return switch (random.nextInt(6)) {
      case 0 -> max;
      case 1 -> -max - 1;
      case 2 -> 0;
      default -> random.nextLong() >> (64 - bits);
    };
  }

  private static double floating(Random random) {
    return switch (random.nextInt(8)) {
      case 0 -> Double.NaN;
      case 1 -> Double.NEGATIVE_INFINITY;
      case 2 -> -0.0;
      case 3 -> 1e30;
      default -> (float) random.nextGaussian(0, 1000);
    };
  }

  private static BigDecimal decimal(DecimalVector vector, Random random) {
    BigInteger bound = BigInteger.TEN.pow(vector.getPrecision());
    BigInteger unscaled =
        switch (random.nextInt(4)) {
          case 0 -> bound.subtract(BigInteger.ONE).negate();
          case 1 -> BigInteger.valueOf(random.nextInt(100_000));
          default -> new BigInteger(130, random).mod(bound);
        };
    return new BigDecimal(unscaled, vector.getScale());
  }

  private static String text(Random random) {
    return switch (random.nextInt(7)) {
      case 0 -> "";
      case 1 -> "a \"quoted\", text\nof two lines\r\nor three\\";
      case 2 -> "sm\u00f8rrebr\u00f8d \u65e5\u672c \ud83d\ude80";
      case 3 -> " \t spaces ";
      case 4 -> "x".repeat(random.nextInt(300));
      default -> "value-" + random.nextInt(20);
    };
  }

  private static byte[] bytes(Random random) {
    byte[] bytes = new byte[random.nextInt(20)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static long timestamp(Random random) {
    long second = random.nextLong(-2_000_000_000L, 9_000_000_000L);
    return switch (random.nextInt(3)) {
      case 0 -> second * 1_000_000;
      case 1 -> second * 1_000_000 + 500_000;
      default -> second * 1_000_000 + random.nextInt(1_000_000);
    };
  }

  private static void setList(ListVector vector, int row, Random random) {
    int start = vector.startNewValue(row);
    int count = random.nextInt(4);
    fill(vector.getDataVector(), start, start + count, random);
    vector.endValue(row, count);
  }

  // The keys of a map are different.
  private static void setMap(MapVector vector, int row, Random random) {
    int start = vector.startNewValue(row);
    int count = random.nextInt(4);
    StructVector entries = (StructVector) vector.getDataVector();
    for (int i = start; i < start + count; i++) {
      entries.setIndexDefined(i);
      switch (entries.getChildByOrdinal(0)) {
        case IntVector v -> v.setSafe(i, i - start + 10 * random.nextInt(100));
        case VarCharVector v ->
            v.setSafe(i, (text(random) + (i - start)).getBytes(StandardCharsets.UTF_8));
        default -> throw new IllegalStateException(entries.toString());
      }
      fill((FieldVector) entries.getChildByOrdinal(1), i, i + 1, random);
    }
    vector.endValue(row, count);
  }

  private static void setStruct(StructVector vector, int row, Random random) {
    vector.setIndexDefined(row);
    for (FieldVector child : vector.getChildrenFromFields()) {
      fill(child, row, row + 1, random);
    }
  }
}
