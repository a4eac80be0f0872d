package dev.wadi.wasm.conformance;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

/// Values as text for people.
final class Shown {
  private static final int TEXT_MAX = 60;
  private static final int ITEMS_MAX = 10;
  private static final int ROWS_MAX = 12;
  private static final long MICROS_PER_SECOND = 1_000_000;

  private Shown() {}

  static List<String> rows(List<Field> fields, List<Row> rows) {
    List<String> lines = new ArrayList<>();
    rows.stream().limit(ROWS_MAX).forEach(row -> lines.add(row(fields, row)));
    if (rows.size() > ROWS_MAX) {
      lines.add("and %,d more rows".formatted(rows.size() - ROWS_MAX));
    }
    return lines;
  }

  static String row(List<Field> fields, Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      values.add(value(fields.get(i), row.values().get(i)));
    }
    return values.stream().collect(Collectors.joining(", ", "(", ")"));
  }

  static String value(Field field, Object value) {
    return switch (value) {
      case null -> "NULL";
      case String text -> text(text);
      case ByteBuffer bytes -> binary(bytes);
      case Row row -> row(field.getChildren(), row);
      case List<?> items -> items(field.getChildren().getFirst(), items);
      case Long number -> whole(field.getType(), number);
      default -> value.toString();
    };
  }

  static String text(String text) {
    return "'" + shortened(printable(text), text.length()) + "'";
  }

  private static String printable(String text) {
    return text.codePoints()
        .limit(TEXT_MAX)
        .mapToObj(c -> Character.isISOControl(c) ? "\\u%04x".formatted(c) : Character.toString(c))
        .collect(Collectors.joining());
  }

  private static String shortened(String start, int length) {
    return length <= TEXT_MAX ? start : "%s... (%,d characters)".formatted(start, length);
  }

  private static String binary(ByteBuffer bytes) {
    int shown = Math.min(bytes.capacity(), TEXT_MAX / 2);
    String start = HexFormat.of().formatHex(bytes.array(), 0, shown);
    String hex = "x'" + start + "'";
    return shown == bytes.capacity() ? hex : "%s... (%,d bytes)".formatted(hex, bytes.capacity());
  }

  private static String items(Field item, List<?> items) {
    List<String> shown =
        new ArrayList<>(items.stream().limit(ITEMS_MAX).map(each -> value(item, each)).toList());
    if (items.size() > ITEMS_MAX) {
      shown.add("... (%,d items)".formatted(items.size()));
    }
    return shown.toString();
  }

  private static String whole(ArrowType type, long number) {
    return switch (type) {
      case ArrowType.Int of when !of.getIsSigned() -> unsigned(number, of.getBitWidth());
      case ArrowType.Date _ when Math.abs(number) < 1L << 30 ->
          LocalDate.ofEpochDay(number).toString();
      case ArrowType.Time _ when number >= 0 && number < 86_400 * MICROS_PER_SECOND ->
          LocalTime.ofNanoOfDay(number * 1_000).toString();
      case ArrowType.Timestamp of when of.getUnit() == TimeUnit.MICROSECOND ->
          moment(number, MICROS_PER_SECOND);
      case ArrowType.Timestamp _ -> moment(number, 1_000 * MICROS_PER_SECOND);
      default -> Long.toString(number);
    };
  }

  private static String unsigned(long number, int bits) {
    return Long.toUnsignedString(number & -1L >>> 64 - bits);
  }

  private static String moment(long number, long unitsPerSecond) {
    long seconds = Math.floorDiv(number, unitsPerSecond);
    long rest = Math.floorMod(number, unitsPerSecond);
    int nanos = (int) (rest * (1_000 * MICROS_PER_SECOND / unitsPerSecond));
    return LocalDateTime.ofEpochSecond(seconds, nanos, ZoneOffset.UTC).toString();
  }
}
