SELECT bidder, count(*), min(date_time), max(date_time) + INTERVAL 10 SECOND
FROM (
  SELECT bidder, date_time, sum(CASE WHEN fresh THEN 1 ELSE 0 END) OVER (
      PARTITION BY bidder ORDER BY date_time ROWS UNBOUNDED PRECEDING) AS session
  FROM (
    SELECT bidder, date_time, coalesce(
        date_time - lag(date_time) OVER (PARTITION BY bidder ORDER BY date_time)
          >= INTERVAL 10 SECOND, true) AS fresh
    FROM bid))
GROUP BY bidder, session
