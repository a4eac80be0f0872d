package dev.wadi.server.sql.random;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// The tables that queries are over, and random rows for them: nulls, duplicates, empty tables,
/// texts of one to four bytes a character, times before 1970, equal times and late ones.
final class Tables {
  private static final List<String> SOME_TEXTS =
      List.of(
          "",
          "a",
          "ab",
          "b",
          "grün",
          "Ab",
          " a ",
          "null",
          "%",
          "a_b",
          "12",
          "😀b",
          "-7",
          "2001-02-28");
  private static final List<String> REALS =
      List.of("0.0", "-0.0", "1.5", "-2.25", "3.0", "7.0", "1000000.25", "-1.0");
  private static final List<String> TIMES_OF_OLD =
      List.of("1970-01-01T00:00:00", "1969-12-31T23:59:59.999999", "2000-02-29T12:00:00.25");
  private static final int ROWS = 30;
  private static final int FEW_ROWS = 6;

  private Tables() {}

  /// @param sqlType more exact than the type
  record Column(String name, Type type, String sqlType) {
    static Column of(String name, Type type) {
      return new Column(name, type, type.sqlName());
    }
  }

  /// @param watermark of `CREATE TABLE`, or empty
  record Shape(String name, List<Column> columns, String watermark) {
    List<Term.Field> fields() {
      return columns.stream()
          .map(column -> new Term.Field(name, column.name(), column.type()))
          .toList();
    }
  }

  private static final Column I = Column.of("i", Type.WHOLE);
  private static final Column S = Column.of("s", Type.TEXT);
  private static final Column C = Column.of("c", Type.DECIMAL);
  private static final Column F = Column.of("f", Type.BOOLEAN);
  private static final Column TS = Column.of("ts", Type.TIME);

  static final List<Shape> SHAPES =
      List.of(
          new Shape(
              "t",
              List.of(
                  Column.of("id", Type.WHOLE),
                  new Column("i", Type.WHOLE, "BIGINT"),
                  Column.of("d", Type.REAL),
                  C,
                  S,
                  F,
                  Column.of("day", Type.DATE),
                  TS),
              ""),
          new Shape("u", List.of(new Column("i", Type.WHOLE, "SMALLINT"), S, F, TS), ""),
          new Shape("v", List.of(I, C, S), ""),
          new Shape("e", List.of(S, I, TS), "WATERMARK FOR ts AS ts - INTERVAL '1' HOUR"));

  static final List<Shape> TIMED =
      SHAPES.stream().filter(shape -> shape.columns().contains(TS)).toList();

  /// Rows for each table.
  static List<TableRows> fill(Choice choice) {
    return SHAPES.stream().map(shape -> fill(shape, choice)).toList();
  }

  private static TableRows fill(Shape shape, Choice choice) {
    int count = choice.of(0, 1, FEW_ROWS, FEW_ROWS, ROWS, ROWS, ROWS);
    int nullOneIn = choice.of(3, 10, 1000);
    List<List<String>> rows = new ArrayList<>();
    for (int row = 0; row < count; row++) {
      if (row > 0 && shape.watermark().isEmpty() && choice.oneIn(6)) {
        rows.add(choice.of(rows));
      } else {
        rows.add(row(shape, row, nullOneIn, choice));
      }
    }
    return new TableRows(shape, 1 + choice.below(3), rows);
  }

  private static List<String> row(Shape shape, int row, int nullOneIn, Choice choice) {
    List<String> values = new ArrayList<>();
    for (Column column : shape.columns()) {
      boolean none = choice.oneIn(nullOneIn);
      values.add(none ? TableRows.NULL : value(shape, column, row, choice));
    }
    return values;
  }

  private static String value(Shape shape, Column column, int row, Choice choice) {
    return switch (column.type()) {
      case BOOLEAN -> choice.of("true", "false");
      case WHOLE -> column.name().equals("id") ? String.valueOf(row) : whole(choice);
      case REAL -> choice.of(REALS);
      case DECIMAL -> "%d.%02d".formatted(choice.below(5), choice.of(0, 50, 25, 1));
      case TEXT -> choice.of(SOME_TEXTS.subList(0, choice.of(4, SOME_TEXTS.size())));
      case DATE -> choice.of("1970-01-01", "2001-02-28", "1969-12-31", "2001-03-01");
      case TIME -> shape.watermark().isEmpty() ? time(choice) : late(row, choice);
      case APPROXIMATE -> throw new IllegalArgumentException(column.name());
    };
  }

  private static String whole(Choice choice) {
    return String.valueOf(choice.oneIn(4) ? choice.below(200) - 100 : choice.below(12) - 3);
  }

  private static String time(Choice choice) {
    return choice.oneIn(5) ? choice.of(TIMES_OF_OLD) : minute(choice.below(12) * 10);
  }

  // Times go on by ten minutes a row, and are up to an hour late.
  private static String late(int row, Choice choice) {
    return minute(row * 10 - choice.below(7) * 10 + 60);
  }

  private static String minute(int minutes) {
    return "2001-02-28T%02d:%02d:00".formatted(minutes / 60, minutes % 60);
  }

  /// All rows of all tables as they arrive: a few of a table at a time.
  static List<Feed> feeds(List<TableRows> tables, Choice choice) {
    List<Feed> feeds = new ArrayList<>();
    int[] next = new int[tables.size()];
    while (true) {
      List<Integer> open =
          IntStream.range(0, tables.size())
              .filter(table -> next[table] < tables.get(table).rows().size())
              .boxed()
              .toList();
      if (open.isEmpty()) {
        return feeds;
      }
      int table = choice.of(open);
      List<List<String>> rows = tables.get(table).rows();
      int end = Math.min(rows.size(), next[table] + 1 + choice.below(8));
      feeds.add(new Feed(tables.get(table), rows.subList(next[table], end)));
      next[table] = end;
    }
  }

  record Feed(TableRows table, List<List<String>> rows) {}
}
