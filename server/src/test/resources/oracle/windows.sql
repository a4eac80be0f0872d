-- Windows of every kind. DuckDB has none of them: it repeats each row for the windows that it is in, and
-- finds sessions by the gaps between rows. The times of in_time come in order, those of t do not.

SELECT window_start, window_end, count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM HOP(TABLE in_time, DESCRIPTOR(ts), INTERVAL '20' DAY, INTERVAL '50' DAY)
GROUP BY window_start, window_end
-- duckdb
SELECT make_timestamp(w), make_timestamp(w + 4320000000000), count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM (SELECT *, unnest(range(l - 3456000000000, l + 1, 1728000000000)) AS w
  FROM (SELECT *, epoch_us(ts) - (epoch_us(ts) % 1728000000000 + 1728000000000) % 1728000000000 AS l FROM in_time WHERE ts IS NOT NULL))
WHERE w + 4320000000000 > epoch_us(ts)
GROUP BY w

SELECT window_start, window_end, count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM HOP(TABLE in_time, DESCRIPTOR(ts), INTERVAL '50' DAY, INTERVAL '20' DAY)
GROUP BY window_start, window_end
-- duckdb
SELECT make_timestamp(w), make_timestamp(w + 1728000000000), count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM (SELECT *, unnest(range(l - 0, l + 1, 4320000000000)) AS w
  FROM (SELECT *, epoch_us(ts) - (epoch_us(ts) % 4320000000000 + 4320000000000) % 4320000000000 AS l FROM in_time WHERE ts IS NOT NULL))
WHERE w + 1728000000000 > epoch_us(ts)
GROUP BY w

SELECT window_start, window_end, count(*), sum(c), max(d)
FROM HOP(TABLE in_time, DESCRIPTOR(ts), INTERVAL '7' DAY, INTERVAL '700' DAY)
GROUP BY window_start, window_end
-- duckdb
SELECT make_timestamp(w), make_timestamp(w + 60480000000000), count(*), sum(c), max(d)
FROM (SELECT *, unnest(range(l - 59875200000000, l + 1, 604800000000)) AS w
  FROM (SELECT *, epoch_us(ts) - (epoch_us(ts) % 604800000000 + 604800000000) % 604800000000 AS l FROM in_time WHERE ts IS NOT NULL))
WHERE w + 60480000000000 > epoch_us(ts)
GROUP BY w

SELECT s, window_start, window_end, count(i), sum(i) FILTER (WHERE flag), max(t)
FROM HOP(TABLE in_time, DESCRIPTOR(ts), INTERVAL '100' DAY, INTERVAL '300' DAY)
GROUP BY s, window_start, window_end
-- duckdb
SELECT s, make_timestamp(w), make_timestamp(w + 25920000000000), count(i), sum(i) FILTER (WHERE flag), max(t)
FROM (SELECT *, unnest(range(l - 17280000000000, l + 1, 8640000000000)) AS w
  FROM (SELECT *, epoch_us(ts) - (epoch_us(ts) % 8640000000000 + 8640000000000) % 8640000000000 AS l FROM in_time WHERE ts IS NOT NULL))
WHERE w + 25920000000000 > epoch_us(ts)
GROUP BY s, w

SELECT flag, window_start, window_end, count(*), median(d), bit_xor(b)
FROM HOP(TABLE in_time, DESCRIPTOR(ts), INTERVAL '365' DAY, INTERVAL '1000' DAY) WHERE i > 0
GROUP BY flag, window_start, window_end
-- duckdb
SELECT flag, make_timestamp(w), make_timestamp(w + 86400000000000), count(*), median(d), bit_xor(b)
FROM (SELECT *, unnest(range(l - 63072000000000, l + 1, 31536000000000)) AS w
  FROM (SELECT *, epoch_us(ts) - (epoch_us(ts) % 31536000000000 + 31536000000000) % 31536000000000 AS l FROM in_time WHERE ts IS NOT NULL))
WHERE w + 86400000000000 > epoch_us(ts) AND i > 0
GROUP BY flag, w

SELECT window_start, window_end, count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM HOP(TABLE t, DESCRIPTOR(ts), INTERVAL '30' DAY, INTERVAL '90' DAY)
GROUP BY window_start, window_end
-- duckdb
SELECT make_timestamp(w), make_timestamp(w + 7776000000000), count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM (SELECT *, unnest(range(l - 5184000000000, l + 1, 2592000000000)) AS w
  FROM (SELECT *, epoch_us(ts) - (epoch_us(ts) % 2592000000000 + 2592000000000) % 2592000000000 AS l FROM t WHERE ts IS NOT NULL))
WHERE w + 7776000000000 > epoch_us(ts)
GROUP BY w

SELECT t, window_start, window_end, count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM HOP(TABLE t, DESCRIPTOR(ts), INTERVAL '90' DAY, INTERVAL '90' DAY)
GROUP BY t, window_start, window_end
-- duckdb
SELECT t, make_timestamp(w), make_timestamp(w + 7776000000000), count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM (SELECT *, unnest(range(l - 0, l + 1, 7776000000000)) AS w
  FROM (SELECT *, epoch_us(ts) - (epoch_us(ts) % 7776000000000 + 7776000000000) % 7776000000000 AS l FROM t WHERE ts IS NOT NULL))
WHERE w + 7776000000000 > epoch_us(ts)
GROUP BY t, w

SELECT window_start, window_end, count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM CUMULATE(TABLE in_time, DESCRIPTOR(ts), INTERVAL '30' DAY, INTERVAL '360' DAY)
GROUP BY window_start, window_end
-- duckdb
SELECT make_timestamp(f), make_timestamp(w), count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM (SELECT *, unnest(range(l + 2592000000000, f + 31104000000000 + 1, 2592000000000)) AS w
  FROM (SELECT *, epoch_us(ts) - (epoch_us(ts) % 2592000000000 + 2592000000000) % 2592000000000 AS l,
    epoch_us(ts) - (epoch_us(ts) % 31104000000000 + 31104000000000) % 31104000000000 AS f FROM in_time WHERE ts IS NOT NULL))
GROUP BY f, w

SELECT s, window_start, window_end, count(*), sum(c), min(i), max(day)
FROM CUMULATE(TABLE in_time, DESCRIPTOR(ts), INTERVAL '100' DAY, INTERVAL '1000' DAY)
GROUP BY s, window_start, window_end
-- duckdb
SELECT s, make_timestamp(f), make_timestamp(w), count(*), sum(c), min(i), max(day)
FROM (SELECT *, unnest(range(l + 8640000000000, f + 86400000000000 + 1, 8640000000000)) AS w
  FROM (SELECT *, epoch_us(ts) - (epoch_us(ts) % 8640000000000 + 8640000000000) % 8640000000000 AS l,
    epoch_us(ts) - (epoch_us(ts) % 86400000000000 + 86400000000000) % 86400000000000 AS f FROM in_time WHERE ts IS NOT NULL))
GROUP BY s, f, w

SELECT flag, window_start, window_end, count(*), count(DISTINCT t)
FROM CUMULATE(TABLE t, DESCRIPTOR(ts), INTERVAL '10' DAY, INTERVAL '10' DAY)
GROUP BY flag, window_start, window_end
-- duckdb
SELECT flag, make_timestamp(f), make_timestamp(w), count(*), count(DISTINCT t)
FROM (SELECT *, unnest(range(l + 864000000000, f + 864000000000 + 1, 864000000000)) AS w
  FROM (SELECT *, epoch_us(ts) - (epoch_us(ts) % 864000000000 + 864000000000) % 864000000000 AS l,
    epoch_us(ts) - (epoch_us(ts) % 864000000000 + 864000000000) % 864000000000 AS f FROM t WHERE ts IS NOT NULL))
GROUP BY flag, f, w

SELECT w.start, w."end", a0, a1, a2, a3, a4
FROM (SELECT session(ts, INTERVAL '20' DAY) AS w, count(*) AS a0, sum(i) AS a1, min(t) AS a2, max(b) AS a3, count(DISTINCT s) AS a4 FROM in_time GROUP BY w)
-- duckdb
SELECT min(ts), max(ts) + INTERVAL '20' DAY, count(*), sum(i), min(t), max(b), count(DISTINCT s)
FROM (SELECT *, sum(first) OVER (ORDER BY ts) AS number
  FROM (SELECT *, CASE WHEN ts < lag(ts) OVER (ORDER BY ts) + INTERVAL '20' DAY THEN 0 ELSE 1 END AS first
    FROM in_time WHERE ts IS NOT NULL))
GROUP BY number

SELECT s, w.start, w."end", a0, a1, a2
FROM (SELECT s, session(ts, INTERVAL '1000' DAY) AS w, count(*) AS a0, sum(c) AS a1, max(d) AS a2 FROM in_time GROUP BY s, w)
-- duckdb
SELECT s, min(ts), max(ts) + INTERVAL '1000' DAY, count(*), sum(c), max(d)
FROM (SELECT *, sum(first) OVER (PARTITION BY s ORDER BY ts) AS number
  FROM (SELECT *, CASE WHEN ts < lag(ts) OVER (PARTITION BY s ORDER BY ts) + INTERVAL '1000' DAY THEN 0 ELSE 1 END AS first
    FROM in_time WHERE ts IS NOT NULL))
GROUP BY s, number

SELECT t, w.start, w."end", a0, a1
FROM (SELECT t, session(ts, INTERVAL '300' DAY) AS w, count(i) AS a0, min(day) AS a1 FROM in_time GROUP BY t, w)
-- duckdb
SELECT t, min(ts), max(ts) + INTERVAL '300' DAY, count(i), min(day)
FROM (SELECT *, sum(first) OVER (PARTITION BY t ORDER BY ts) AS number
  FROM (SELECT *, CASE WHEN ts < lag(ts) OVER (PARTITION BY t ORDER BY ts) + INTERVAL '300' DAY THEN 0 ELSE 1 END AS first
    FROM in_time WHERE ts IS NOT NULL))
GROUP BY t, number

SELECT id, w.start, w."end", a0
FROM (SELECT id, session(ts, INTERVAL '1' DAY) AS w, count(*) AS a0 FROM in_time GROUP BY id, w)
-- duckdb
SELECT id, min(ts), max(ts) + INTERVAL '1' DAY, count(*)
FROM (SELECT *, sum(first) OVER (PARTITION BY id ORDER BY ts) AS number
  FROM (SELECT *, CASE WHEN ts < lag(ts) OVER (PARTITION BY id ORDER BY ts) + INTERVAL '1' DAY THEN 0 ELSE 1 END AS first
    FROM in_time WHERE ts IS NOT NULL))
GROUP BY id, number

SELECT s, w.start, w."end", a0, a1
FROM (SELECT s, session(ts, INTERVAL '500' DAY) AS w, count(*) AS a0, sum(i) AS a1 FROM t GROUP BY s, w)
-- duckdb
SELECT s, min(ts), max(ts) + INTERVAL '500' DAY, count(*), sum(i)
FROM (SELECT *, sum(first) OVER (PARTITION BY s ORDER BY ts) AS number
  FROM (SELECT *, CASE WHEN ts < lag(ts) OVER (PARTITION BY s ORDER BY ts) + INTERVAL '500' DAY THEN 0 ELSE 1 END AS first
    FROM t WHERE ts IS NOT NULL))
GROUP BY s, number

SELECT window_start, count(*), sum(i), max(t)
FROM TUMBLE(TABLE in_time, DESCRIPTOR(ts), INTERVAL '100' DAY)
GROUP BY window_start, window_end
-- duckdb
SELECT time_bucket(INTERVAL '100' DAY, ts, TIMESTAMP '1970-01-01'), count(*), sum(i), max(t)
FROM in_time GROUP BY 1

SELECT o.start, n, rows FROM (
  SELECT tumble(w."end", INTERVAL '1000' DAY) AS o, count(*) AS n, sum(n) AS rows
  FROM (SELECT s, tumble(INTERVAL '100' DAY) AS w, count(*) AS n FROM in_time GROUP BY s, w) GROUP BY o)
-- duckdb
SELECT b, count(*), sum(n) FROM (
  SELECT time_bucket(INTERVAL '1000' DAY, e, TIMESTAMP '1970-01-01') AS b, n FROM (
    SELECT s, time_bucket(INTERVAL '100' DAY, ts, TIMESTAMP '1970-01-01') + INTERVAL '100' DAY AS e, count(*) AS n
    FROM in_time GROUP BY ALL)) GROUP BY b
