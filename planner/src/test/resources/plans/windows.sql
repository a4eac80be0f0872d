SELECT window_start, auction, count(*) AS bids, max(price) AS highest
FROM TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '1' MINUTE)
GROUP BY window_start, window_end, auction
---
SELECT auction, window_end, count(*)
FROM TABLE(TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '1' MINUTE, INTERVAL '10' SECOND))
WHERE price > 5 GROUP BY auction, window_end
---
SELECT tumble(interval '1 minute') AS window, auction, count(*) AS n FROM bids GROUP BY window, auction
---
SELECT tumble(interval '1 minute') AS window, count(*) AS n FROM bids GROUP BY 1
---
SELECT window.start AS s, window.end AS e, n FROM (
  SELECT tumble(interval '1 minute') AS window, count(*) AS n FROM bids WHERE price > 3 GROUP BY window)
WHERE n > 5
---
SELECT count(*) FROM (SELECT auction FROM bids) GROUP BY tumble(interval '10 seconds'), auction
---
SELECT max(n) FROM (
  SELECT auction, count(*) AS n, tumble(interval '10 seconds') AS w FROM bids GROUP BY auction, w)
GROUP BY w
---
SELECT max(n), tumble(interval '1 minute') AS w FROM (
  SELECT auction, count(*) AS n FROM bids GROUP BY auction, tumble(interval '10 seconds'))
GROUP BY w
---
SELECT max(n), tumble(interval '15 seconds') AS w FROM (
  SELECT auction, count(*) AS n FROM bids GROUP BY auction, tumble(interval '10 seconds'))
GROUP BY w
---
SELECT origin, day, count(*) AS flights, avg(delay), max(delay) FROM flights GROUP BY origin, day
---
SELECT origin, tumble(day, interval '1 day') as d, count(*) AS flights FROM flights GROUP BY origin, d
---
SELECT origin, count(DISTINCT dest), sum(distance), bool_and(cancelled), count(*) FILTER (WHERE delay > 15) AS late
FROM flights GROUP BY origin, tumble(interval '1 day') HAVING count(*) > 10
---
SELECT DISTINCT origin FROM flights
---
SELECT count(*), stddev(delay), stddev_pop(delay), var_samp(delay), mean(delay), every(cancelled) FROM flights
---
SELECT carrier, max(n) FROM (
  SELECT carrier, day, count(*) AS n FROM flights GROUP BY carrier, day, tumble(interval '1 day'))
GROUP BY carrier
---
SELECT auction, count(*) FROM bids GROUP BY auction
---
SELECT DISTINCT auction FROM bids
---
SELECT count(*) FROM plain GROUP BY tumble(interval '1 minute')
---
SELECT count(*) FROM TUMBLE(TABLE plain, DESCRIPTOR(t), INTERVAL '1' MINUTE) GROUP BY window_start, window_end
---
SELECT * FROM TUMBLE(TABLE plain, DESCRIPTOR(t), INTERVAL '1' MINUTE)
---
WITH w AS (SELECT auction, ts FROM bids WHERE price > 1)
SELECT window_start, count(*) FROM TUMBLE(TABLE w, DESCRIPTOR(ts), INTERVAL '1' HOUR) GROUP BY window_start, window_end
---
SELECT count(*) FROM TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '1' MONTH) GROUP BY window_start
---
SELECT origin, count(*) FROM flights GROUP BY origin, tumble(fl_date, interval '1 day')
---
SELECT count(*) FROM bids GROUP BY tumble(interval '1 minute'), tumble(interval '2 minutes')
---
SELECT tumble(interval '1 minute').start AS s, price FROM bids
---
SELECT min(w.start) FROM (SELECT tumble(ts, interval '1 minute') AS w FROM bids) GROUP BY w
