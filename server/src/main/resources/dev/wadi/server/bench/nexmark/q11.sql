-- User sessions: bids of each bidder, until ten seconds without one.
SELECT bidder, bids, w.start AS starttime, w."end" AS endtime
FROM (
  SELECT bidder, count(*) AS bids, session(INTERVAL '10' SECOND) AS w FROM bid GROUP BY bidder, w
) AS sessions
