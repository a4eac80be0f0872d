package dev.wadi.engine.item;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BaseVariableWidthVector;
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
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.TimeStampVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;

/// Writes rows of one vector, which grows as needed.
@FunctionalInterface
public interface ItemWriter {
  /// Rows are written in ascending order.
  ///
  /// @param item what {@link ItemReader} gives for the type, or the Java type that functions have
  ///   for it, or null
  void write(int row, Object item);

  static ItemWriter of(FieldVector vector) {
    ItemWriter values = ofValues(vector);
    return (row, item) -> {
      if (item == null) {
        vector.setNull(row);
      } else {
        values.write(row, item);
      }
    };
  }

  private static ItemWriter ofValues(FieldVector vector) {
    return switch (vector) {
      case BitVector v -> (row, item) -> v.setSafe(row, (Boolean) item ? 1 : 0);
      case TinyIntVector v -> (row, item) -> v.setSafe(row, ((Number) item).intValue());
      case SmallIntVector v -> (row, item) -> v.setSafe(row, ((Number) item).intValue());
      case IntVector v -> (row, item) -> v.setSafe(row, ((Number) item).intValue());
      case BigIntVector v -> (row, item) -> v.setSafe(row, ((Number) item).longValue());
      case UInt1Vector v -> (row, item) -> v.setSafe(row, ((Number) item).intValue());
      case UInt2Vector v -> (row, item) -> v.setSafe(row, ((Number) item).intValue());
      case UInt4Vector v -> (row, item) -> v.setSafe(row, ((Number) item).intValue());
      case UInt8Vector v -> (row, item) -> v.setSafe(row, ((Number) item).longValue());
      case Float4Vector v -> (row, item) -> v.setSafe(row, ((Number) item).floatValue());
      case Float8Vector v -> (row, item) -> v.setSafe(row, ((Number) item).doubleValue());
      case DecimalVector v -> (row, item) -> v.setSafe(row, (BigDecimal) item);
      case DateDayVector v -> (row, item) -> v.setSafe(row, day(item));
      case TimeMicroVector v -> (row, item) -> v.setSafe(row, (Long) item);
      case TimeStampVector v -> timestamps(v);
      case DurationVector v -> (row, item) -> v.setSafe(row, (Long) item);
      case IntervalYearVector v -> (row, item) -> v.setSafe(row, ((Number) item).intValue());
      case BaseVariableWidthVector v -> (row, item) -> v.setSafe(row, bytes(item));
      case MapVector v -> maps(v);
      case ListVector v -> arrays(v);
      case StructVector v -> structs(v);
      default -> throw new IllegalArgumentException("no items of " + vector.getField());
    };
  }

  private static int day(Object item) {
    return item instanceof LocalDate date
        ? Math.toIntExact(date.toEpochDay())
        : ((Number) item).intValue();
  }

  private static ItemWriter timestamps(TimeStampVector vector) {
    ChronoUnit unit = vector instanceof TimeStampNanoVector ? ChronoUnit.NANOS : ChronoUnit.MICROS;
    LocalDateTime epoch = LocalDateTime.ofEpochSecond(0, 0, ZoneOffset.UTC);
    return (row, item) ->
        vector.setSafe(
            row, item instanceof LocalDateTime time ? epoch.until(time, unit) : (Long) item);
  }

  private static byte[] bytes(Object item) {
    return item instanceof Slice slice
        ? slice.toBytes()
        : ((String) item).getBytes(StandardCharsets.UTF_8);
  }

  private static ItemWriter arrays(ListVector vector) {
    ItemWriter items = of(vector.getDataVector());
    return (row, item) -> {
      int at = vector.startNewValue(row);
      int next = at;
      for (Object value : (List<?>) item) {
        items.write(next++, value);
      }
      vector.endValue(row, next - at);
    };
  }

  private static ItemWriter maps(MapVector vector) {
    ItemWriter entries = of(vector.getDataVector());
    return (row, item) -> {
      int at = vector.startNewValue(row);
      int next = at;
      for (Map.Entry<?, ?> entry : ((Map<?, ?>) item).entrySet()) {
        entries.write(next++, entry);
      }
      vector.endValue(row, next - at);
    };
  }

  private static ItemWriter structs(StructVector vector) {
    List<ItemWriter> fields = vector.getChildrenFromFields().stream().map(ItemWriter::of).toList();
    return (row, item) -> {
      List<?> values =
          item instanceof Map.Entry<?, ?> entry
              ? Arrays.asList(entry.getKey(), entry.getValue())
              : ((Struct) item).fields();
      vector.setIndexDefined(row);
      for (int i = 0; i < values.size(); i++) {
        fields.get(i).write(row, values.get(i));
      }
    };
  }
}
