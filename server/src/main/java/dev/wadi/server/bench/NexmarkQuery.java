package dev.wadi.server.bench;

/// What is measured.
public enum NexmarkQuery {
  /// All columns of each bid.
  Q0(
      "q0",
      "pass through",
      "SELECT auction, bidder, price, channel, url, date_time, extra FROM bid"),
  /// Arithmetic.
  Q1("q1", "currency", "SELECT auction, bidder, 0.908 * price AS price, date_time, extra FROM bid"),
  /// A filter that few rows pass.
  Q2("q2", "selection", "SELECT auction, price FROM bid WHERE auction % 123 = 0"),
  /// State: bids per auction in ten seconds.
  TUMBLING_COUNT(
      "tumbling count",
      "bids per auction, 10 s",
      "SELECT auction, count(*) AS bids FROM bid GROUP BY auction, tumble(INTERVAL '10' SECOND)");

  private final String title;
  private final String description;
  private final String select;

  NexmarkQuery(String title, String description, String select) {
    this.title = title;
    this.description = description;
    this.select = select;
  }

  public String title() {
    return title;
  }

  public String description() {
    return description;
  }

  /// The whole script.
  ///
  /// @param events how many events the auction site has, of which 46 of 50 are bids
  String sql(long events) {
    return """
    CREATE TABLE bid (
      auction BIGINT, bidder BIGINT, price BIGINT, channel TEXT, url TEXT,
      date_time TIMESTAMP NOT NULL, extra TEXT, WATERMARK FOR date_time)
    WITH (connector = 'nexmark', table = 'bid', events = '%d');
    CREATE TABLE nowhere WITH (connector = 'blackhole');
    INSERT INTO nowhere %s;
    """
        .formatted(events, select);
  }
}
