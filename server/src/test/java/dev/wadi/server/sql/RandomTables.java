package dev.wadi.server.sql;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;

/// Fills DuckDB with rows that are likely to be wrong somewhere: nulls, duplicates, negative
/// numbers, limits, empty and non-ASCII texts, times before 1970.
final class RandomTables {
  private static final int ROWS = 1_500;
  private static final int FEW_ROWS = 60;
  private static final List<String> TEXTS =
      List.of("", "a", "ab", "b", "aab", "grün", "Ångström", "😀b", " a ", "null", "é", "%", "a_b");
  private static final long[] BIGS = {0, 1, -1, 1L << 40, -(1L << 40), 1L << 53, 7};
  private static final double[] DOUBLES = {0, -0.0, 1.5, -2.25, 1e15, -1e-5, 1.0 / 3, 123456.789};
  private static final long SECONDS_AROUND_1970 = 2_000_000_000L;

  private final Random random;

  RandomTables(long seed) {
    this.random = new Random(seed);
  }

  void create(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE t (id BIGINT, i INT, s SMALLINT, b BIGINT, d DOUBLE, c DECIMAL(12, 2),"
              + " t TEXT, flag BOOLEAN, day DATE, ts TIMESTAMP)");
      statement.execute("CREATE TABLE u (k SMALLINT, name TEXT)");
    }
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO t VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
      for (long id = 0; id < ROWS; id++) {
        set(insert, id, number(), small(), big(), floating(), decimal(), text());
        insert.setObject(8, orNull(random.nextBoolean()));
        insert.setObject(9, orNull(time().toLocalDate()));
        insert.setObject(10, orNull(time()));
        insert.execute();
      }
    }
    try (PreparedStatement insert = connection.prepareStatement("INSERT INTO u VALUES (?, ?)")) {
      for (int row = 0; row < FEW_ROWS; row++) {
        set(insert, small(), text());
        insert.execute();
      }
    }
  }

  private static void set(PreparedStatement insert, Object... values) throws SQLException {
    for (int i = 0; i < values.length; i++) {
      insert.setObject(i + 1, values[i]);
    }
  }

  private <T> T orNull(T value) {
    return random.nextInt(8) == 0 ? null : value;
  }

  private Integer number() {
    return orNull(random.nextInt(4) == 0 ? random.nextInt(1 << 28) : random.nextInt(-9, 10));
  }

  private Short small() {
    return orNull((short) random.nextInt(-20, 21));
  }

  private Long big() {
    return orNull(BIGS[random.nextInt(BIGS.length)] + random.nextInt(3));
  }

  private Double floating() {
    return orNull(DOUBLES[random.nextInt(DOUBLES.length)]);
  }

  private BigDecimal decimal() {
    return orNull(BigDecimal.valueOf(random.nextLong(-300, 300) * (random.nextInt(9) + 1), 2));
  }

  private String text() {
    return orNull(TEXTS.get(random.nextInt(TEXTS.size())));
  }

  private LocalDateTime time() {
    return random.nextInt(4) == 0
        ? LocalDate.of(1969, 12, 31).plusDays(random.nextInt(3)).atStartOfDay()
        : LocalDateTime.ofEpochSecond(
            random.nextLong(-SECONDS_AROUND_1970, SECONDS_AROUND_1970),
            random.nextInt(1_000_000) * 1000,
            ZoneOffset.UTC);
  }
}
