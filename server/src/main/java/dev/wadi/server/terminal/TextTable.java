package dev.wadi.server.terminal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Rows in columns of equal width. Numbers are set flush right. What is too wide is cut.
public final class TextTable {
  private static final int WIDEST = 60;
  private static final int NARROWEST = 8;
  private static final String GAP = "  ";

  private final List<String> header;
  private final int[] widths;
  // Up to which a value is shown, even if it is wider than its column.
  private final int[] most;
  private final boolean[] right;
  private final int lineMost;
  private final String mark;
  private boolean cut;

  private TextTable(
      List<String> header, int[] widths, int[] most, boolean[] right, int lineMost, String mark) {
    this.header = header;
    this.widths = widths;
    this.most = most;
    this.right = right;
    this.lineMost = lineMost;
    this.mark = mark;
  }

  /// A layout that suits these rows, and most likely those that follow. Columns in which every
  /// value is a number are those of numbers.
  public static TextTable fitting(List<String> header, List<List<String>> rows) {
    boolean[] right = new boolean[header.size()];
    for (int i = 0; i < right.length; i++) {
      int column = i;
      right[i] = rows.stream().allMatch(row -> isNumber(row.get(column)));
    }
    int[] most = new int[header.size()];
    Arrays.fill(most, WIDEST);
    int[] widths = widths(header, rows, WIDEST);
    return new TextTable(header, widths, most, right, Integer.MAX_VALUE, "...");
  }

  /// A layout that suits these rows, with lines of a length.
  ///
  /// @param numbers which columns are those of numbers
  /// @param lineMost how long a line may be; Integer.MAX_VALUE if nothing is to be cut
  public static TextTable within(
      int lineMost, List<String> header, boolean[] numbers, List<List<String>> rows) {
    int[] widths = widths(header, rows, Integer.MAX_VALUE);
    shrink(widths, lineMost);
    // Rather a later row out of line than a value cut for which there is room.
    int room = Math.max(0, lineMost - length(widths));
    int[] most = IntStream.of(widths).map(width -> width + room).toArray();
    return new TextTable(header, widths, most, numbers, lineMost, "…");
  }

  private static int[] widths(List<String> header, List<List<String>> rows, int widest) {
    int[] widths = new int[header.size()];
    for (int i = 0; i < widths.length; i++) {
      int column = i;
      widths[i] = Math.min(TextWidth.of(header.get(i)), widest);
      rows.forEach(row ->
          widths[column] =
              Math.max(widths[column], Math.min(TextWidth.of(row.get(column)), widest)));
    }
    return widths;
  }

  private static int length(int[] widths) {
    return IntStream.of(widths).sum() + GAP.length() * (widths.length - 1);
  }

  // The widest column first, as long as there is one worth it.
  private static void shrink(int[] widths, int lineMost) {
    int excess = length(widths) - lineMost;
    while (excess > 0) {
      int widest = 0;
      for (int i = 1; i < widths.length; i++) {
        widest = widths[i] > widths[widest] ? i : widest;
      }
      if (widths[widest] <= NARROWEST) {
        return;
      }
      widths[widest]--;
      excess--;
    }
  }

  private static boolean isNumber(String value) {
    return value.isEmpty() || value.matches("-?[0-9][0-9,.eE+-]*");
  }

  /// The header and the line below it.
  public List<String> head() {
    String rule = IntStream.of(widths).mapToObj("-"::repeat).collect(Collectors.joining(GAP));
    return List.of(row(header), shortened(rule, lineMost));
  }

  /// One row, without trailing blanks.
  public String row(List<String> values) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      cells.add(cell(values.get(i), i));
    }
    return shortened(String.join(GAP, cells).stripTrailing(), lineMost);
  }

  private String cell(String value, int column) {
    String text = shortened(value, most[column]);
    String blanks = " ".repeat(Math.max(0, widths[column] - TextWidth.of(text)));
    return right[column] ? blanks + text : text + blanks;
  }

  private String shortened(String text, int length) {
    if (TextWidth.of(text) <= length) {
      return text;
    }
    cut = true;
    return TextWidth.beginning(text, Math.max(0, length - mark.length())) + mark;
  }

  /// Whether anything has been cut so far.
  public boolean hasCut() {
    return cut;
  }
}
