package dev.wadi.server.torture;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A pipeline that is made up: several queries over counted rows and over files, each with a sink
/// of its own. The same rows come each time, however fast, so that two runs can be compared.
///
/// @param rows of each subtask that counts
/// @param keys how many different keys they have
/// @param intervalMillis between checkpoints
/// @param inserts the queries
record TortureScript(int rows, int keys, int intervalMillis, List<Insert> inserts) {
  /// How many rows the files have.
  static final int FILE_ROWS = 20_000;

  private static final int INSERTS_MAX = 3;
  private static final String SLOT = "slot";
  private static final int SLOTS = 16;

  /// A query and the table that takes its rows.
  ///
  /// @param changelog whether rows are taken back
  /// @param format of the files
  /// @param folders a column by whose values rows go into folders, or null
  record Insert(String table, boolean changelog, String format, String folders, String query) {
    private Insert(String table, boolean changelog, String query) {
      this(table, changelog, changelog ? "debezium_json" : "json", null, query);
    }

    /// For people.
    String title() {
      return "%s in %s%s".formatted(table, format, folders == null ? "" : " in folders");
    }

    private Insert in(String other) {
      return changelog ? this : new Insert(table, false, other, folders, query);
    }

    // So many files take their time to become visible, so that a kill may come in between.
    private Insert inFolders() {
      return new Insert(table, changelog, format, SLOT, query);
    }
  }

  static TortureScript random(Random random, int rows, int intervalMillis) {
    int keys = 50 + random.nextInt(1000);
    List<Insert> others = new ArrayList<>(others(random));
    Collections.shuffle(others, random);
    return new TortureScript(
        rows,
        keys,
        intervalMillis,
        Stream.concat(
                Stream.of(copy(random)), others.stream().limit(1 + random.nextInt(INSERTS_MAX)))
            .map(insert -> insert.in(random.nextBoolean() ? "json" : "parquet"))
            .toList());
  }

  private static Insert copy(Random random) {
    int divisor = 2 + random.nextInt(5);
    var copied =
        new Insert(
            "copied",
            false,
            "SELECT bidder, auction, price, ts, price %% %d AS slot FROM bids WHERE price %% %d <> 0"
                .formatted(SLOTS, divisor));
    var ordered = new Insert("ordered", false, "SELECT id, auction, amount, ts FROM orders");
    return switch (random.nextInt(3)) {
      case 0 -> copied;
      case 1 -> copied.inFolders();
      default -> ordered;
    };
  }

  private static List<Insert> others(Random random) {
    int groups = 2 + random.nextInt(200);
    int seconds = 1 + random.nextInt(5);
    return List.of(
        new Insert(
            "tumbling",
            false,
            """
            SELECT w.start AS began, k, amount, total, highest FROM (
              SELECT tumble(INTERVAL '%d seconds') AS w, auction %% %d AS k, count(*) AS amount,
                sum(price) AS total, max(price) AS highest
              FROM bids GROUP BY 1, 2)\
            """
                .formatted(seconds, groups)),
        new Insert(
            "hopping",
            false,
            """
            SELECT w.start AS began, k, amount, different FROM (
              SELECT hop(INTERVAL '1 second', INTERVAL '%d seconds') AS w, auction %% %d AS k,
                count(*) AS amount, count(DISTINCT price) AS different
              FROM bids GROUP BY 1, 2)\
            """
                .formatted(1 + seconds, groups)),
        new Insert(
            "sessions",
            false,
            """
            SELECT w.start AS began, w."end" AS ended, auction, amount FROM (
              SELECT session(INTERVAL '%d milliseconds') AS w, auction, count(*) AS amount
              FROM bids WHERE price %% 3 = 0 GROUP BY 1, 2)\
            """
                .formatted(20 + random.nextInt(500))),
        new Insert(
            "best",
            false,
            """
            SELECT window_start, auction, price, bidder, place FROM (
              SELECT *, row_number() OVER (
                PARTITION BY window_start ORDER BY price DESC, auction, bidder, ts) AS place
              FROM TABLE(TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '%d seconds')))
            WHERE place <= %d\
            """
                .formatted(seconds, 1 + random.nextInt(20))),
        new Insert(
            "totals",
            true,
            """
            SELECT auction %% %d AS k, count(*) AS amount, sum(price) AS total, max(price) AS highest,
              count(DISTINCT price) AS different
            FROM bids GROUP BY 1\
            """
                .formatted(groups)),
        new Insert(
            "means",
            true,
            """
            SELECT auction %% %d AS k,
              weighted_avg(CAST(price AS DOUBLE), CAST(1 + bidder AS DOUBLE)) AS mean
            FROM bids GROUP BY 1\
            """
                .formatted(groups)),
        new Insert(
            "latest",
            true,
            """
            SELECT auction, price, bidder FROM (
              SELECT *, row_number() OVER (PARTITION BY auction ORDER BY ts DESC, bidder) AS place
              FROM bids)
            WHERE place = 1\
            """),
        new Insert(
            "joined",
            true,
            """
            SELECT c.name, count(*) AS amount, sum(b.price) AS total
            FROM bids b JOIN categories c ON b.auction %% %d = c.id GROUP BY c.name\
            """
                .formatted(groups)),
        new Insert(
            "matched",
            true,
            """
            SELECT b.auction, b.n AS bids, a.n AS asks
            FROM (SELECT auction, count(*) AS n FROM bids GROUP BY auction) b
            LEFT JOIN (SELECT auction, count(*) AS n FROM asks GROUP BY auction) a
            ON a.auction = b.auction\
            """),
        new Insert(
            "close",
            false,
            """
            SELECT a.auction, a.ts AS asked, b.ts AS bid, b.price, a.bidder AS asker, b.bidder
            FROM asks a JOIN bids b ON a.auction = b.auction
              AND b.ts BETWEEN a.ts AND a.ts + INTERVAL '%d milliseconds'\
            """
                .formatted(1 + random.nextInt(2000))),
        new Insert(
            "by_day",
            false,
            """
            SELECT w.start AS began, amount, total FROM (
              SELECT tumble(INTERVAL '1 minute') AS w, count(*) AS amount, sum(amount) AS total
              FROM orders GROUP BY 1)\
            """));
  }

  /// The whole SQL.
  ///
  /// @param input where its files are
  /// @param output a folder for each sink is made in it
  /// @param rate rows per second; 0 for as fast as possible
  String sql(Path input, Path output, int rate) {
    String pace = rate == 0 ? "" : "event_rate = '%d', ".formatted(rate);
    String tables =
        """
        SET checkpoint_interval = '%d milliseconds';
        CREATE TABLE ticks WITH (connector = 'impulse', %smessage_count = '%d',
          event_time_interval = '1 millisecond');
        CREATE VIEW bids AS
          SELECT CAST(counter AS BIGINT) * 7919 %% %d AS auction,
            CAST(counter AS BIGINT) * 31 %% 1000 AS price,
            CAST(subtask_index AS BIGINT) AS bidder, "timestamp" AS ts
          FROM ticks;
        CREATE VIEW asks AS SELECT * FROM bids WHERE price %% 100 = 7;
        CREATE TABLE orders (id BIGINT, auction BIGINT, amount BIGINT, ts TIMESTAMP(3),
          WATERMARK FOR ts AS ts - INTERVAL '1 second')
          WITH (connector = 'filesystem', path = '%s', format = 'json');
        CREATE TABLE categories (id BIGINT, name TEXT)
          WITH (connector = 'filesystem', path = '%s', format = 'json');
        """
            .formatted(
                intervalMillis,
                pace,
                rows,
                keys,
                input.resolve("orders"),
                input.resolve("categories"));
    return tables
        + inserts.stream().map(insert -> statements(insert, output)).collect(Collectors.joining());
  }

  private static String statements(Insert insert, Path output) {
    return """
    CREATE TABLE %s WITH (connector = 'filesystem', type = 'sink', path = '%s', format = '%s'%s);
    INSERT INTO %s %s;
    """
        .formatted(
            insert.table(),
            output.resolve(insert.table()),
            insert.format(),
            insert.folders() == null
                ? ""
                : ", partitioning.fields = [%s]".formatted(insert.folders()),
            insert.table(),
            insert.query());
  }
}
