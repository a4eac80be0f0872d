package dev.wadi.server.shell.display;

import dev.wadi.connectors.format.JsonRows;
import dev.wadi.sdk.batch.Batch;
import dev.wadi.server.terminal.RowTexts;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/// Values as text that stays in its line: what moves a cursor or rings a bell is shown as an
/// escape, so that data cannot play with a terminal.
final class Cells {
  private static final String NULL = "NULL";

  private Cells() {}

  static List<String> header(Schema columns) {
    return columns.getFields().stream().map(Field::getName).map(Cells::visible).toList();
  }

  /// Which columns are set flush right.
  static boolean[] numbers(Schema columns) {
    boolean[] numbers = new boolean[columns.getFields().size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          switch (columns.getFields().get(i).getType()) {
            case ArrowType.Int _, ArrowType.FloatingPoint _, ArrowType.Decimal _ -> true;
            default -> false;
          };
    }
    return numbers;
  }

  static List<List<String>> of(Schema columns, Batch batch) {
    List<List<String>> rows = new ArrayList<>();
    for (byte[] json : JsonRows.values(columns, batch)) {
      rows.add(
          RowTexts.of(json).values().stream()
              .map(value -> value == null ? NULL : visible(value))
              .toList());
    }
    return rows;
  }

  static String visible(String text) {
    if (text.chars().noneMatch(Character::isISOControl)) {
      return text;
    }
    var shown = new StringBuilder();
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
              if (Character.isISOControl(c)) {
                shown.append("\\u%04x".formatted(c));
              } else {
                shown.append((char) c);
              }
            }
          }
        });
    return shown.toString();
  }
}
