package dev.wadi.engine.testing;

import dev.wadi.sdk.batch.Batch;
import dev.wadi.sdk.batch.Column;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.arrow.memory.BufferAllocator;
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
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Schema;

/// Reads rows in the notation of {@link BatchText}.
public final class BatchParser {
  private BatchParser() {}

  /// A batch of all columns, owned by the caller.
  ///
  /// @throws IllegalArgumentException if a line does not fit the schema
  public static Batch parse(Schema schema, List<String> lines, BufferAllocator allocator) {
    List<Integer> all = IntStream.range(0, schema.getFields().size()).boxed().toList();
    return parse(schema, all, lines, allocator);
  }

  /// A batch of some of the columns.
  ///
  /// @param schema of the lines
  /// @param columns indexes into it
  public static Batch parse(
      Schema schema, List<Integer> columns, List<String> lines, BufferAllocator allocator) {
    List<FieldVector> vectors = new ArrayList<>();
    for (int index : columns) {
      FieldVector vector = schema.getFields().get(index).createVector(allocator);
      vector.setInitialCapacity(Math.max(1, lines.size()));
      vector.allocateNew();
      vectors.add(vector);
    }
    for (int row = 0; row < lines.size(); row++) {
      parse(lines.get(row), schema, columns, vectors, row);
    }
    vectors.forEach(vector -> vector.setValueCount(lines.size()));
    return Batch.of(vectors.stream().map(Column::of).toList(), lines.size());
  }

  private static void parse(
      String line, Schema schema, List<Integer> columns, List<FieldVector> vectors, int row) {
    List<RowScanner.Token> tokens = RowScanner.scan(line);
    if (tokens.size() != schema.getFields().size()) {
      throw new IllegalArgumentException(
          "%d values for %d columns: %s".formatted(tokens.size(), schema.getFields().size(), line));
    }
    for (int i = 0; i < vectors.size(); i++) {
      try {
        set(vectors.get(i), row, tokens.get(columns.get(i)));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException(
            "value %d of: %s (%s)".formatted(columns.get(i) + 1, line, e), e);
      }
    }
  }

  private static void set(FieldVector vector, int row, RowScanner.Token token) {
    switch (token) {
      case RowScanner.Token _ when token.isNull() -> vector.setNull(row);
      case RowScanner.Token.Single single -> setSingle(vector, row, single.text());
      case RowScanner.Token.Many many -> setMany(vector, row, many.items());
    }
  }

  private static void setMany(FieldVector vector, int row, List<RowScanner.Token> items) {
    switch (vector) {
      case ListVector list -> {
        int start = list.startNewValue(row);
        for (int i = 0; i < items.size(); i++) {
          set(list.getDataVector(), start + i, items.get(i));
        }
        list.endValue(row, items.size());
      }
      case StructVector struct -> {
        struct.setIndexDefined(row);
        for (int i = 0; i < items.size(); i++) {
          set(struct.getChildrenFromFields().get(i), row, items.get(i));
        }
      }
      default -> throw new IllegalArgumentException("neither array nor struct");
    }
  }

  private static void setSingle(FieldVector vector, int row, String text) {
    switch (vector) {
      case BitVector v -> v.setSafe(row, bool(text) ? 1 : 0);
      case TinyIntVector v -> v.setSafe(row, Byte.parseByte(text));
      case SmallIntVector v -> v.setSafe(row, Short.parseShort(text));
      case IntVector v -> v.setSafe(row, Integer.parseInt(text));
      case BigIntVector v -> v.setSafe(row, Long.parseLong(text));
      case UInt1Vector v -> v.setSafe(row, Integer.parseInt(text));
      case UInt2Vector v -> v.setSafe(row, Integer.parseInt(text));
      case UInt4Vector v -> v.setSafe(row, Integer.parseUnsignedInt(text));
      case UInt8Vector v -> v.setSafe(row, Long.parseUnsignedLong(text));
      case Float4Vector v -> v.setSafe(row, Float.parseFloat(text));
      case Float8Vector v -> v.setSafe(row, Double.parseDouble(text));
      case DecimalVector v ->
          v.setSafe(row, new BigDecimal(text).setScale(v.getScale(), RoundingMode.UNNECESSARY));
      case VarCharVector v -> v.setSafe(row, text.getBytes(StandardCharsets.UTF_8));
      case VarBinaryVector v -> v.setSafe(row, HexFormat.of().parseHex(text.substring(2)));
      case DateDayVector v -> v.setSafe(row, Math.toIntExact(LocalDate.parse(text).toEpochDay()));
      case TimeMicroVector v -> v.setSafe(row, LocalTime.parse(text).toNanoOfDay() / 1000);
      case TimeStampMicroVector v -> v.setSafe(row, timestamp(text, 1_000_000));
      case TimeStampNanoVector v -> v.setSafe(row, timestamp(text, 1_000_000_000));
      case DurationVector v -> v.setSafe(row, Duration.parse(text).toNanos() / 1000);
      case IntervalYearVector v ->
          v.setSafe(row, Math.toIntExact(Period.parse(text).toTotalMonths()));
      default -> throw new IllegalArgumentException("no single value: " + vector.getField());
    }
  }

  private static boolean bool(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw new IllegalArgumentException("neither true nor false");
    }
    return text.equals("true");
  }

  private static long timestamp(String text, int unitsPerSecond) {
    LocalDateTime time = LocalDateTime.parse(text);
    long seconds = Math.multiplyExact(time.toEpochSecond(ZoneOffset.UTC), unitsPerSecond);
    return seconds + time.getNano() / (1_000_000_000 / unitsPerSecond);
  }
}
