package dev.wadi.server.measure;

/// Pipelines that keep a million keys.
final class CheckpointQueries {
  private static final int KEYS = 1_000_000;
  // One percent of the keys in ten seconds.
  private static final int TOUCHED_PER_SECOND = 1000;
  // Has no divisor in common with the number of keys, so that it comes to all of them.
  private static final int STEP = 618_033;
  // Each subtask comes to others.
  private static final int APART = 142_857;

  private CheckpointQueries() {}

  /// A count and a sum by key, of rows that come as fast as possible.
  static String updating(String interval) {
    return """
    SET checkpoint_interval = '%s';
    CREATE TABLE ticks WITH (connector = 'impulse');
    CREATE TABLE counts (k BIGINT, amount BIGINT, total BIGINT) WITH (connector = 'blackhole');
    INSERT INTO counts
      SELECT CAST(counter AS BIGINT) %% %d, count(*), sum(CAST(subtask_index AS BIGINT))
      FROM ticks GROUP BY 1;
    """
        .formatted(interval, KEYS);
  }

  /// The same in windows, each of which has all keys.
  static String windowed(String interval) {
    return """
    SET checkpoint_interval = '%s';
    CREATE TABLE ticks WITH (connector = 'impulse', event_time_interval = '1 microsecond');
    CREATE TABLE counts (k BIGINT, amount BIGINT, total BIGINT) WITH (connector = 'blackhole');
    INSERT INTO counts
      SELECT CAST(counter AS BIGINT) %% %d, count(*), sum(CAST(subtask_index AS BIGINT))
      FROM ticks GROUP BY 1, tumble(interval '10 seconds');
    """
        .formatted(interval, KEYS);
  }

  /// All keys, and then one percent of them, spread over all, from one checkpoint to the next.
  static String touching(String interval) {
    return """
    SET checkpoint_interval = '%s';
    CREATE TABLE once WITH (connector = 'impulse', message_count = %d);
    CREATE TABLE ticks WITH (connector = 'impulse', event_rate = %d);
    CREATE TABLE counts (k BIGINT, amount BIGINT, total BIGINT) WITH (connector = 'blackhole');
    INSERT INTO counts
      SELECT k, count(*), sum(v) FROM (
        SELECT CAST(counter AS BIGINT) AS k, CAST(subtask_index AS BIGINT) AS v FROM once
        UNION ALL
        SELECT (CAST(counter AS BIGINT) * %d + CAST(subtask_index AS BIGINT) * %d) %% %d AS k,
          CAST(subtask_index AS BIGINT) AS v
        FROM ticks)
      GROUP BY k;
    """
        .formatted(interval, KEYS, TOUCHED_PER_SECOND, STEP, APART, KEYS);
  }
}
