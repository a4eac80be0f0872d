package dev.wadi.server.sql.random;

/// The windows of a table's column `ts`, in minutes.
sealed interface WindowKind {
  String wadi(String table);

  /// What DuckDB has no windows for is spelled out.
  String duckDb(String table);

  default String sql(String table, Dialect dialect) {
    return dialect == Dialect.WADI ? "TABLE(" + wadi(table) + ")" : "(" + duckDb(table) + ")";
  }

  record Tumble(int size) implements WindowKind {
    @Override
    public String wadi(String table) {
      return "TUMBLE(TABLE %s, DESCRIPTOR(ts), INTERVAL '%d' MINUTE)".formatted(table, size);
    }

    @Override
    public String duckDb(String table) {
      return new Hop(size, size).duckDb(table);
    }
  }

  record Hop(int slide, int size) implements WindowKind {
    @Override
    public String wadi(String table) {
      return "HOP(TABLE %s, DESCRIPTOR(ts), INTERVAL '%d' MINUTE, INTERVAL '%d' MINUTE)"
          .formatted(table, slide, size);
    }

    @Override
    public String duckDb(String table) {
      return """
      SELECT *, window_start + INTERVAL '%2$d minutes' AS window_end
      FROM (SELECT *, time_bucket(INTERVAL '%1$d minutes', ts, TIMESTAMP '1970-01-01')
          - unnest(generate_series(0, %3$d)) * INTERVAL '%1$d minutes' AS window_start
        FROM %4$s WHERE ts IS NOT NULL)
      WHERE window_start + INTERVAL '%2$d minutes' > ts\
      """
          .formatted(slide, size, size / slide, table);
    }
  }

  record Cumulate(int step, int size) implements WindowKind {
    @Override
    public String wadi(String table) {
      return "CUMULATE(TABLE %s, DESCRIPTOR(ts), INTERVAL '%d' MINUTE, INTERVAL '%d' MINUTE)"
          .formatted(table, step, size);
    }

    @Override
    public String duckDb(String table) {
      return """
      SELECT *, window_start + steps * INTERVAL '%1$d minutes' AS window_end
      FROM (SELECT *, unnest(generate_series(1, %3$d)) AS steps,
          time_bucket(INTERVAL '%2$d minutes', ts, TIMESTAMP '1970-01-01') AS window_start
        FROM %4$s WHERE ts IS NOT NULL)
      WHERE window_start + steps * INTERVAL '%1$d minutes' > ts\
      """
          .formatted(step, size, size / step, table);
    }
  }

  /// Whose gaps are shorter, for each value of a column.
  record Session(String key, int gap) implements WindowKind {
    @Override
    public String wadi(String table) {
      return "SESSION(TABLE %s PARTITION BY %s, DESCRIPTOR(ts), INTERVAL '%d' MINUTE)"
          .formatted(table, key, gap);
    }

    @Override
    public String duckDb(String table) {
      return """
      SELECT *, min(ts) OVER (PARTITION BY %1$s, number) AS window_start,
        max(ts) OVER (PARTITION BY %1$s, number) + INTERVAL '%2$d minutes' AS window_end
      FROM (SELECT *, count(*) FILTER (WHERE first) OVER (PARTITION BY %1$s ORDER BY ts) AS number
        FROM (SELECT *, coalesce(ts >= lag(ts) OVER (PARTITION BY %1$s ORDER BY ts) + INTERVAL '%2$d minutes', TRUE) AS first
          FROM %3$s WHERE ts IS NOT NULL) AS a) AS b\
      """
          .formatted(key, gap, table);
    }
  }
}
