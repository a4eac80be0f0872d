-- Tumbling count: bids per auction in ten seconds; not one of Nexmark's.
SELECT auction, count(*) AS bids FROM bid GROUP BY auction, tumble(INTERVAL '10' SECOND)
