package dev.wadi.server.sql.random;

import dev.wadi.engine.testing.ScriptedConnector;
import dev.wadi.server.sql.random.Tables.Column;
import dev.wadi.server.sql.random.Tables.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A table with its rows.
///
/// @param splits that deliver the rows
/// @param rows values as text, or {@link #NULL}
record TableRows(Shape shape, int splits, List<List<String>> rows) {
  static final String NULL = "\0";

  TableRows withRows(List<List<String>> others) {
    return new TableRows(shape, splits, others);
  }

  private String columns() {
    return shape.columns().stream()
        .map(column -> column.name() + " " + column.sqlType())
        .collect(Collectors.joining(", "));
  }

  /// @param changelog whether its rows come with signs, and never end
  String wadi(boolean changelog) {
    String watermark = shape.watermark().isEmpty() || changelog ? "" : ", " + shape.watermark();
    return "CREATE TABLE %s (%s%s) WITH (connector = '%s', splits = '%d'%s)"
        .formatted(
            shape.name(),
            columns(),
            watermark,
            ScriptedConnector.NAME,
            changelog ? 1 : splits,
            changelog ? ", changelog = 'true', bounded = 'false'" : "");
  }

  List<String> duckDb() {
    List<String> statements = new ArrayList<>();
    statements.add("CREATE OR REPLACE TABLE %s (%s)".formatted(shape.name(), columns()));
    if (!rows.isEmpty()) {
      statements.add(
          "INSERT INTO %s VALUES %s"
              .formatted(
                  shape.name(),
                  rows.stream().map(this::literals).collect(Collectors.joining(", "))));
    }
    return statements;
  }

  private String literals(List<String> row) {
    List<String> literals = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Column column = shape.columns().get(i);
      String value = row.get(i);
      literals.add(
          value.equals(NULL)
              ? "NULL"
              : "CAST('%s' AS %s)".formatted(value.replace("'", "''"), column.sqlType()));
    }
    return "(" + String.join(", ", literals) + ")";
  }

  /// A row in the notation of {@link dev.wadi.engine.testing.BatchText}.
  String line(List<String> row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      String value = row.get(i);
      boolean text = shape.columns().get(i).type() == Type.TEXT;
      values.add(value.equals(NULL) ? "null" : text ? "\"" + value + "\"" : value);
    }
    return String.join(", ", values);
  }
}
