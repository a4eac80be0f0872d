package dev.wadi.server.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows in columns of equal width. Columns in which every value is a number are set flush right.
public final class TextTable {
  private static final int WIDEST = 60;

  private final List<String> header;
  private final int[] widths;
  private final boolean[] right;

  private TextTable(List<String> header, int[] widths, boolean[] right) {
    this.header = header;
    this.widths = widths;
    this.right = right;
  }

  /// A layout that suits these rows, and most likely those that follow.
  public static TextTable fitting(List<String> header, List<List<String>> rows) {
    int[] widths = new int[header.size()];
    boolean[] right = new boolean[header.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      List<String> values = rows.stream().map(row -> row.get(column)).toList();
      widths[i] = header.get(i).length();
      values.forEach(v -> widths[column] = Math.clamp(v.length(), widths[column], WIDEST));
      right[i] = values.stream().allMatch(TextTable::isNumber);
    }
    return new TextTable(header, widths, right);
  }

  private static boolean isNumber(String value) {
    return value.isEmpty() || value.matches("-?[0-9][0-9,.eE+-]*");
  }

  /// The header and the line below it.
  public List<String> head() {
    String rule = IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining("  "));
    return List.of(row(header), rule);
  }

  /// One row, without trailing blanks.
  public String row(List<String> values) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      cells.add(cell(values.get(i), widths[i], right[i]));
    }
    return String.join("  ", cells).stripTrailing();
  }

  private static String cell(String value, int width, boolean right) {
    String text = value.length() > WIDEST ? value.substring(0, WIDEST - 3) + "..." : value;
    String blanks = " ".repeat(Math.max(0, width - text.length()));
    return right ? blanks + text : text + blanks;
  }
}
