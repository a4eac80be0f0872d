-- Processing time windows: bids of each bidder in ten seconds of the clock.
SELECT bidder, count(*) AS bids, window_start, window_end
FROM TABLE(TUMBLE(TABLE arriving_bid, DESCRIPTOR(arrived), INTERVAL '10' SECOND))
GROUP BY bidder, window_start, window_end
