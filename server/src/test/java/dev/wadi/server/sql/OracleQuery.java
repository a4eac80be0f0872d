package dev.wadi.server.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A query in both dialects.
///
/// @param line where it stands, from 1
/// @param approximate whether floating-point results may differ in the last digits
record OracleQuery(int line, String wadi, String duckDb, boolean approximate) {
  private static final String DUCKDB = "-- duckdb";
  private static final String APPROXIMATE = "-- approximate";

  /// Reads blocks with a blank line between them.
  static List<OracleQuery> read(Path path) throws IOException {
    List<OracleQuery> queries = new ArrayList<>();
    List<String> lines = Files.readAllLines(path);
    for (int from = 0; from < lines.size(); from++) {
      int to = from;
      while (to < lines.size() && !lines.get(to).isBlank()) {
        to++;
      }
      of(from + 1, lines.subList(from, to), queries);
      from = to;
    }
    return queries;
  }

  private static void of(int line, List<String> block, List<OracleQuery> queries) {
    int ruler = block.indexOf(DUCKDB);
    String wadi = sql(block.subList(0, ruler < 0 ? block.size() : ruler));
    String duckDb = ruler < 0 ? wadi : sql(block.subList(ruler + 1, block.size()));
    if (!wadi.isEmpty()) {
      queries.add(new OracleQuery(line, wadi, duckDb, block.contains(APPROXIMATE)));
    }
  }

  private static String sql(List<String> lines) {
    return String.join("\n", lines.stream().filter(line -> !line.startsWith("--")).toList());
  }
}
