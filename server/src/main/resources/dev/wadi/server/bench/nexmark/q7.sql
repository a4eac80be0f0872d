-- Highest bid: the bids with the highest price of each ten seconds.
SELECT b.auction, b.bidder, b.price, b.date_time, b.extra
FROM bid AS b
JOIN (
  SELECT max(price) AS price, window_start, window_end
  FROM TABLE(TUMBLE(TABLE bid, DESCRIPTOR(date_time), INTERVAL '10' SECOND))
  GROUP BY window_start, window_end
) AS highest
  ON b.price = highest.price
  AND b.date_time >= highest.window_start AND b.date_time < highest.window_end
