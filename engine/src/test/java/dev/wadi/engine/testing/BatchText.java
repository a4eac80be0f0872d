package dev.wadi.engine.testing;

import dev.wadi.sdk.batch.Batch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
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
import org.apache.arrow.vector.ValueVector;
import org.apache.arrow.vector.VarBinaryVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.MapVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.Schema;

/// Rows as text, one line each: `1, abc, null, 2001-01-01T00:00:00, 3.14, true`. Text is quoted
/// only where it would be mistaken for something else; binary is `\x00ff`, an array `[1, 2]`, a
/// struct `{1, x}`, a map `{a=1, b=2}` (read as `[{a, 1}, {b, 2}]`), an interval as in ISO 8601.
/// {@link BatchParser} reads it back.
public final class BatchText {
  private static final int MICROS_PER_SECOND = 1_000_000;
  private static final int NANOS_PER_SECOND = 1_000_000_000;

  private BatchText() {}

  /// As {@link dev.wadi.engine.operator.RowText}, for engines that know no JSON.
  public static List<byte[]> shown(Schema schema, Batch batch) {
    return lines(batch).stream().map(line -> line.getBytes(StandardCharsets.UTF_8)).toList();
  }

  /// The rows that count, in order.
  public static List<String> lines(Batch batch) {
    return IntStream.range(0, batch.rowCount()).mapToObj(i -> line(batch, batch.row(i))).toList();
  }

  private static String line(Batch batch, int row) {
    return batch.columns().stream()
        .map(column -> value(column.vector(), row))
        .collect(Collectors.joining(", "));
  }

  /// One value.
  public static String value(ValueVector vector, int row) {
    if (vector.isNull(row)) {
      return "null";
    }
    return switch (vector) {
      case BitVector v -> String.valueOf(v.get(row) != 0);
      case TinyIntVector v -> String.valueOf(v.get(row));
      case SmallIntVector v -> String.valueOf(v.get(row));
      case IntVector v -> String.valueOf(v.get(row));
      case BigIntVector v -> String.valueOf(v.get(row));
      case UInt1Vector v -> String.valueOf(v.get(row) & 0xff);
      case UInt2Vector v -> String.valueOf((int) v.get(row));
      case UInt4Vector v -> Integer.toUnsignedString(v.get(row));
      case UInt8Vector v -> Long.toUnsignedString(v.get(row));
      case Float4Vector v -> String.valueOf(v.get(row));
      case Float8Vector v -> String.valueOf(v.get(row));
      case DecimalVector v -> v.getObject(row).toPlainString();
      case VarCharVector v -> text(v.getObject(row).toString());
      case VarBinaryVector v -> "\\x" + HexFormat.of().formatHex(v.get(row));
      case DateDayVector v -> LocalDate.ofEpochDay(v.get(row)).toString();
      case TimeMicroVector v ->
          DateTimeFormatter.ISO_LOCAL_TIME.format(LocalTime.ofNanoOfDay(v.get(row) * 1000));
      case TimeStampMicroVector v -> timestamp(v.get(row), MICROS_PER_SECOND);
      case TimeStampNanoVector v -> timestamp(v.get(row), NANOS_PER_SECOND);
      case DurationVector v -> duration(DurationVector.get(v.getDataBuffer(), row));
      case IntervalYearVector v -> Period.ofMonths(v.get(row)).normalized().toString();
      case MapVector v -> map(v, row);
      case ListVector v -> list(v, row);
      case StructVector v -> struct(v, row);
      default -> throw new IllegalArgumentException("no text for " + vector.getField());
    };
  }

  private static String timestamp(long units, int unitsPerSecond) {
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(units, unitsPerSecond),
            (int) Math.floorMod(units, (long) unitsPerSecond) * (NANOS_PER_SECOND / unitsPerSecond),
            ZoneOffset.UTC);
    return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time);
  }

  private static String duration(long micros) {
    return Duration.ofSeconds(
            Math.floorDiv(micros, MICROS_PER_SECOND),
            Math.floorMod(micros, (long) MICROS_PER_SECOND) * 1000)
        .toString();
  }

  private static String list(ListVector vector, int row) {
    FieldVector elements = vector.getDataVector();
    return IntStream.range(vector.getElementStartIndex(row), vector.getElementEndIndex(row))
        .mapToObj(i -> value(elements, i))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String map(MapVector vector, int row) {
    StructVector entries = (StructVector) vector.getDataVector();
    return IntStream.range(vector.getElementStartIndex(row), vector.getElementEndIndex(row))
        .mapToObj(i ->
            value(entries.getChildByOrdinal(0), i) + "=" + value(entries.getChildByOrdinal(1), i))
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String struct(StructVector vector, int row) {
    List<String> fields = new ArrayList<>();
    vector.getChildrenFromFields().forEach(child -> fields.add(value(child, row)));
    return "{" + String.join(", ", fields) + "}";
  }

  private static String text(String text) {
    boolean plain =
        text.equals(text.strip())
            && !text.isEmpty()
            && !text.equals("null")
            && !text.startsWith("#")
            && !text.startsWith("----")
            && text.chars().noneMatch(c -> ",\"[]{}\\".indexOf(c) >= 0 || c < ' ');
    if (plain) {
      return text;
    }
    String escaped =
        text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t");
    return '"' + escaped + '"';
  }
}
