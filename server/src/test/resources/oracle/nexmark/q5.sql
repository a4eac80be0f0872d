-- Five windows have each bid.
WITH counts AS (SELECT auction, e - INTERVAL 10 SECOND AS window_start, e AS window_end, count(*) AS bids
  FROM (
    SELECT auction, unnest(range(
        time_bucket(INTERVAL 2 SECOND, date_time) + INTERVAL 2 SECOND,
        time_bucket(INTERVAL 2 SECOND, date_time) + INTERVAL 12 SECOND,
        INTERVAL 2 SECOND)) AS e
    FROM bid)
  GROUP BY auction, e)
SELECT auction, bids FROM counts
QUALIFY bids = max(bids) OVER (PARTITION BY window_start)
