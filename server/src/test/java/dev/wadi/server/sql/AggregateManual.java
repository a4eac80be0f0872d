package dev.wadi.server.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// `docs/aggregates.md`, from a list with a line for each aggregate.
///
/// @param entries in the order of the list
record AggregateManual(List<Entry> entries) {
  /// What the examples are over.
  static final String TABLE =
      "(VALUES ('a', 1, 1, 'p'), ('a', 2, 2, 'q'), ('b', 2, NULL, 'r'), ('b', 4, 3, 's'),"
          + " ('b', NULL, 2, NULL)) AS t (k, v, w, s)";

  private static final String OPENING =
      """
      # Aggregates

      Any aggregate takes `DISTINCT` before its arguments and `FILTER (WHERE ...)` behind them. Nulls are
      left out unless something else is said; over no rows an aggregate is null, but counts are 0.
      `IGNORE NULLS` works behind those that keep nulls. Constants (separators, fractions, sizes) are
      literals. Where an order is given, values that are equal in it are ordered by themselves, so that
      the result does not depend on how the rows arrive; with `DISTINCT`, only the argument orders.

      Rows are grouped by `GROUP BY`, also with `GROUPING SETS`, `ROLLUP` and `CUBE`, within windows and
      without. Over an input that takes rows back, every aggregate does so, too. The sketches then count
      values instead, which is exact but holds more.

      Each example is run by a test, over this table `t`:

      | k | v | w | s |
      |---|---|---|---|
      | a | 1 | 1 | p |
      | a | 2 | 2 | q |
      | b | 2 | null | r |
      | b | 4 | 3 | s |
      | b | null | 2 | null |
      """;

  /// @param names the first is the one that it is listed under
  /// @param example null if there is none
  record Entry(
      List<String> names, String signature, String description, String example, String result) {
    private static Entry of(String line) {
      List<String> parts = Arrays.stream(line.split(" \\| ")).map(String::strip).toList();
      boolean hasExample = parts.size() > 4;
      return new Entry(
          List.of(parts.get(0).split(", ")),
          parts.get(1),
          parts.get(2),
          hasExample ? parts.get(3) : null,
          hasExample ? parts.get(4) : null);
    }

    private String text() {
      String others =
          names.stream().skip(1).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
      return "\n### `%s`\n\n%s\n".formatted(signature, description)
          + (others.isEmpty() ? "" : "\nAlso called %s.\n".formatted(others))
          + (example == null ? "" : "\n- `%s` is `%s`\n".formatted(example, result));
    }
  }

  static AggregateManual read(Path list) throws IOException {
    return new AggregateManual(
        Files.readAllLines(list).stream()
            .filter(line -> !line.isBlank() && !line.startsWith("#"))
            .map(Entry::of)
            .toList());
  }

  String text() {
    return OPENING + entries.stream().map(Entry::text).collect(Collectors.joining());
  }
}
