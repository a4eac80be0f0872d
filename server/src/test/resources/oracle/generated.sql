-- Queries over random tables: t (many rows, every type, nulls) and u (few rows, for joins).

SELECT * FROM t

SELECT * FROM t WHERE id % 3 = 0 AND i IS NOT NULL

SELECT id, i + 1, i - s, i * 2, b + i, -b FROM t WHERE abs(i) < 1000000

SELECT id, b / 7, b % 7, i / (s * 0 + 3) FROM t
-- duckdb
SELECT id, b // 7, b % 7, i // (s * 0 + 3) FROM t

SELECT id, d * 2, d + i, d / 4, -d FROM t

SELECT id, c + c, c * 2, c - 0.5, -c FROM t

SELECT id, CAST(c AS DOUBLE), CAST(c AS INT), CAST(c AS DECIMAL(14, 1)) FROM t

SELECT id, CAST(d AS DECIMAL(18, 3)) FROM t WHERE abs(d) < 1e6

SELECT id, CAST(i AS TEXT), CAST(b AS TEXT), CAST(c AS TEXT), CAST(flag AS TEXT) FROM t

SELECT id, CAST(day AS TEXT), CAST(ts AS DATE), CAST(day AS TIMESTAMP) FROM t

SELECT id, i = s, i <> s, i < s, i >= s, i IS DISTINCT FROM s FROM t

SELECT id FROM t WHERE i > s OR d < 0

SELECT id FROM t WHERE NOT (i > 0 AND flag)

SELECT id, flag AND i > 0, flag OR i > 0, NOT flag FROM t

SELECT id, flag IS TRUE, flag IS NOT FALSE, flag IS NULL FROM t

SELECT id FROM t WHERE t BETWEEN 'a' AND 'm'

SELECT id FROM t WHERE t IN ('', 'a', 'grün') OR t IS NULL

SELECT id FROM t WHERE i NOT IN (1, 2, 3)

SELECT id, t < 'b', t = '', t || '-' || t FROM t

SELECT id, upper(t), lower(t), char_length(t), trim(t) FROM t
-- duckdb
SELECT id, upper(t), lower(t), length(t), trim(t) FROM t

SELECT id, substring(t, 2), substring(t, 2, 3), substring(t, 1, 0) FROM t

SELECT id, t LIKE 'a%', t LIKE '%b', t LIKE '%a%b%', t LIKE '_', t NOT LIKE '%ü%' FROM t

SELECT id, replace(t, 'a', 'xx'), reverse(t), left(t, 2), position('b' IN t) FROM t WHERE t NOT LIKE '%😀%'

SELECT id, coalesce(i, s, 0), nullif(s, 0), greatest(i, s), least(i, s) FROM t

SELECT id, CASE WHEN i > 0 THEN 'plus' WHEN i < 0 THEN 'minus' WHEN i = 0 THEN 'zero' END FROM t

SELECT id, CASE flag WHEN TRUE THEN i WHEN FALSE THEN b ELSE 0 END FROM t

SELECT id, EXTRACT(YEAR FROM ts), EXTRACT(MONTH FROM ts), EXTRACT(DAY FROM ts), EXTRACT(DOY FROM ts), EXTRACT(QUARTER FROM ts) FROM t

SELECT id, EXTRACT(HOUR FROM ts), EXTRACT(MINUTE FROM ts), EXTRACT(DOW FROM ts), EXTRACT(WEEK FROM day) FROM t

SELECT id, EXTRACT(YEAR FROM day), EXTRACT(DOW FROM day), EXTRACT(DOY FROM day) FROM t

SELECT id, date_trunc('year', ts), date_trunc('month', ts), date_trunc('week', ts), date_trunc('day', ts) FROM t

SELECT id, date_trunc('hour', ts), date_trunc('minute', ts), date_trunc('second', ts), date_trunc('quarter', ts) FROM t

SELECT id, ts + INTERVAL '1' DAY, ts - INTERVAL '90' MINUTE, ts + INTERVAL '1' MONTH FROM t

SELECT id, ts < TIMESTAMP '1970-01-01 00:00:00', day >= DATE '2000-02-29' FROM t

SELECT id, floor(d), ceil(d), abs(d), abs(i), abs(c) FROM t
-- duckdb
SELECT id, floor(d), ceil(d), abs(d), abs(i), abs(c) FROM t

SELECT id, sqrt(abs(d)), power(s, 2), sign(i) FROM t

SELECT count(*), count(i), count(s), count(b), count(d), count(c), count(t), count(flag), count(day), count(ts) FROM t

SELECT sum(i), sum(s), sum(b), sum(c), avg(i), avg(s), avg(c) FROM t

SELECT min(i), max(i), min(b), max(b), min(d), max(d), min(c), max(c) FROM t

SELECT min(t), max(t), min(day), max(day), min(ts), max(ts) FROM t

SELECT count(DISTINCT i), count(DISTINCT s), count(DISTINCT t), count(DISTINCT day), count(DISTINCT flag), count(DISTINCT c) FROM t

SELECT sum(DISTINCT s), avg(DISTINCT s), sum(DISTINCT c) FROM t

SELECT t, count(*), sum(i), avg(b), min(ts), max(c) FROM t GROUP BY t

SELECT flag, t, count(*), count(DISTINCT s), sum(s) FROM t GROUP BY flag, t

SELECT s % 5, i IS NULL, count(*) FROM t GROUP BY s % 5, i IS NULL

SELECT c, count(*) FROM t GROUP BY c

SELECT d, count(*) FROM t GROUP BY d

SELECT day, bool_and(flag), bool_or(flag), count(*) FROM t GROUP BY day

SELECT t, count(*) FILTER (WHERE i > 0), sum(i) FILTER (WHERE flag), max(d) FILTER (WHERE s < 0) FROM t GROUP BY t

-- approximate
SELECT t, sum(d), avg(d), stddev_pop(d), var_samp(i) FROM t GROUP BY t

-- approximate
SELECT sum(d), avg(d), stddev_samp(d), var_pop(s), stddev_pop(c) FROM t

SELECT count(*), sum(i), min(t) FROM t WHERE FALSE

SELECT t, sum(i) FROM t WHERE i > 2000000000 AND i < -2000000000 GROUP BY t

SELECT DISTINCT flag, s % 3 FROM t

SELECT t, max(i) - min(i) AS spread FROM t GROUP BY t HAVING count(*) > 10

SELECT t.id, u.name FROM t JOIN u ON t.s = u.k

SELECT t.id, u.k, u.name FROM t LEFT JOIN u ON t.s = u.k

SELECT t.id, u.name FROM t JOIN u ON t.t = u.name AND t.s > u.k

SELECT t.id, u.name FROM t LEFT JOIN u ON t.t = u.name AND u.k > 0 WHERE t.id % 7 = 0

SELECT u.name, count(*), sum(t.i) FROM t JOIN u ON t.s = u.k GROUP BY u.name

SELECT count(*) FROM t AS a JOIN t AS b ON a.i = b.i

SELECT a.id, b.n FROM t AS a JOIN (SELECT s, count(*) AS n FROM t GROUP BY s) AS b ON a.s = b.s WHERE a.id < 100

SELECT k, name FROM u UNION ALL SELECT s, t FROM t WHERE flag

SELECT x, count(*) FROM (SELECT s AS x FROM t UNION ALL SELECT k FROM u) AS both_tables GROUP BY x

SELECT 1 + 1, 'a' || 'b', 7 % 3, 2.5 * 2, NULL IS NULL

SELECT window_start, count(*), sum(i) FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '30' DAY)) GROUP BY window_start, window_end
-- duckdb
SELECT time_bucket(INTERVAL '30 days', ts, TIMESTAMP '1970-01-01'), count(*), sum(i) FROM t WHERE ts IS NOT NULL GROUP BY ALL

SELECT t, window_end, max(d) FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(ts), INTERVAL '1000' HOUR, INTERVAL '1' HOUR)) GROUP BY t, window_start, window_end
-- duckdb
SELECT t, time_bucket(INTERVAL '1000 hours', ts, TIMESTAMP '1970-01-01 01:00:00') + INTERVAL '1000 hours', max(d) FROM t WHERE ts IS NOT NULL GROUP BY ALL

-- approximate
SELECT id, power(c, 2), sqrt(abs(c)), power(d, 2) FROM t WHERE abs(c) < 100

SELECT id FROM t WHERE s IN (SELECT k FROM u)

SELECT id FROM t WHERE s NOT IN (SELECT k FROM u)

SELECT id FROM t WHERE s NOT IN (SELECT k FROM u WHERE k IS NOT NULL AND k > 3)

SELECT id FROM t WHERE t NOT IN (SELECT name FROM u WHERE name IS NOT NULL)

SELECT id, s IN (SELECT k FROM u), i IN (SELECT k FROM u WHERE k > 0) FROM t

SELECT id FROM t WHERE (s, t) IN (SELECT k, name FROM u)

SELECT id FROM t WHERE EXISTS (SELECT 1 FROM u WHERE u.k = t.s AND u.name < t.t)

SELECT id FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.k = t.s AND u.name <> t.t)

SELECT id FROM t WHERE NOT EXISTS (SELECT 1 FROM u WHERE u.k > t.i)

SELECT id, (SELECT count(*) FROM u WHERE u.k = t.s), (SELECT max(name) FROM u WHERE u.k = t.s) FROM t

SELECT id, (SELECT count(*) FROM u WHERE u.k < t.s AND u.name = t.t) FROM t

SELECT id FROM t WHERE i > (SELECT avg(k) FROM u WHERE u.name = t.t)

SELECT id FROM t AS a WHERE s = (SELECT max(s) FROM t AS b WHERE b.t = a.t)

SELECT id FROM t WHERE s > ALL (SELECT k FROM u WHERE name = 'a' AND k IS NOT NULL)

SELECT id FROM t WHERE s < ANY (SELECT k FROM u WHERE u.name = t.t)

SELECT t.id, u.k FROM t, u WHERE t.s > u.k AND t.t = u.name

SELECT t.id, u.k FROM t LEFT JOIN u ON t.s > u.k + 15

SELECT count(*) FROM t CROSS JOIN u

SELECT s, t FROM t UNION SELECT k, name FROM u

SELECT s, t FROM t INTERSECT SELECT k, name FROM u

SELECT k, name FROM u EXCEPT SELECT s, t FROM t

SELECT s FROM t WHERE id < 700 EXCEPT SELECT k FROM u UNION SELECT i % 30 FROM t

SELECT a.t, count(*) FROM t AS a GROUP BY a.t HAVING count(*) > (SELECT count(*) FROM u WHERE u.name = a.t) * 10

SELECT DISTINCT t, flag FROM t

SELECT id, i FROM t ORDER BY i DESC NULLS LAST, id LIMIT 20

SELECT id, t FROM t ORDER BY t NULLS FIRST, s DESC NULLS LAST, id LIMIT 100 OFFSET 50

SELECT id, c, d FROM t WHERE id < 700 ORDER BY c NULLS LAST, d DESC NULLS FIRST, id OFFSET 300

SELECT t, sum(s), count(*) FROM t GROUP BY t ORDER BY 2 DESC NULLS LAST, t NULLS LAST LIMIT 5

SELECT id FROM t WHERE s IN (SELECT k FROM u ORDER BY k DESC NULLS LAST LIMIT 4)

SELECT count(*) FROM (SELECT id FROM t LIMIT 700 OFFSET 100)

SELECT id, row_number() OVER (PARTITION BY t ORDER BY i NULLS LAST, id), rank() OVER (PARTITION BY t ORDER BY s NULLS FIRST), dense_rank() OVER (PARTITION BY t ORDER BY s NULLS FIRST) FROM t

SELECT id, percent_rank() OVER (PARTITION BY flag ORDER BY s NULLS LAST), cume_dist() OVER (PARTITION BY flag ORDER BY c DESC NULLS LAST), ntile(7) OVER (PARTITION BY flag ORDER BY id) FROM t

SELECT id, sum(s) OVER (ORDER BY id), count(*) OVER (PARTITION BY t ORDER BY id), min(t) OVER (PARTITION BY s ORDER BY id), max(i) OVER (PARTITION BY t ORDER BY s NULLS LAST) FROM t

-- approximate
SELECT id, avg(s) OVER (PARTITION BY t ORDER BY id ROWS BETWEEN 30 PRECEDING AND 10 FOLLOWING), stddev_samp(s) OVER (PARTITION BY flag ORDER BY id ROWS BETWEEN 20 PRECEDING AND CURRENT ROW) FROM t

SELECT id, sum(i) OVER (ORDER BY id ROWS BETWEEN 100 PRECEDING AND 50 PRECEDING), count(s) OVER (ORDER BY id ROWS BETWEEN 3 FOLLOWING AND 40 FOLLOWING), max(c) OVER (ORDER BY id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) FROM t

SELECT id, sum(s) OVER (PARTITION BY t ORDER BY s NULLS LAST RANGE BETWEEN 3 PRECEDING AND 2 FOLLOWING), count(*) OVER (PARTITION BY flag ORDER BY s DESC NULLS FIRST RANGE BETWEEN 5 PRECEDING AND CURRENT ROW) FROM t

SELECT id, count(*) OVER (ORDER BY ts NULLS LAST RANGE BETWEEN INTERVAL '300' DAY PRECEDING AND INTERVAL '2' HOUR FOLLOWING) FROM t

SELECT id, count(*) OVER (ORDER BY day NULLS FIRST RANGE BETWEEN INTERVAL '300' DAY PRECEDING AND INTERVAL '20' DAY FOLLOWING) FROM t
-- duckdb
SELECT id, count(*) OVER (ORDER BY day NULLS FIRST RANGE BETWEEN 300 PRECEDING AND 20 FOLLOWING) FROM (SELECT id, day - DATE '1970-01-01' AS day FROM t)

SELECT id, count(*) OVER (ORDER BY c NULLS FIRST RANGE BETWEEN 2.5 PRECEDING AND 1.25 FOLLOWING), sum(s) OVER (ORDER BY d NULLS LAST RANGE BETWEEN 1.5 PRECEDING AND 1.5 FOLLOWING) FROM t

SELECT id, lag(i) OVER (PARTITION BY t ORDER BY id), lead(t, 3) OVER (ORDER BY id), lag(ts, 2, TIMESTAMP '2001-01-01 00:00:00') OVER (PARTITION BY flag ORDER BY id DESC) FROM t

SELECT id, first_value(t) OVER (PARTITION BY flag ORDER BY id ROWS BETWEEN 3 PRECEDING AND 1 FOLLOWING), last_value(c) OVER (PARTITION BY s ORDER BY id), nth_value(d, 3) OVER (PARTITION BY t ORDER BY id) FROM t

SELECT id, lag(i) IGNORE NULLS OVER (PARTITION BY t ORDER BY id), first_value(s) IGNORE NULLS OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING), last_value(t) IGNORE NULLS OVER (PARTITION BY flag ORDER BY id) FROM t
-- duckdb
SELECT id, lag(i IGNORE NULLS) OVER (PARTITION BY t ORDER BY id), first_value(s IGNORE NULLS) OVER (ORDER BY id ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING), last_value(t IGNORE NULLS) OVER (PARTITION BY flag ORDER BY id) FROM t

SELECT t, id FROM (SELECT t, id, row_number() OVER (PARTITION BY t ORDER BY s DESC NULLS LAST, id) AS n FROM t) WHERE n <= 3

SELECT t, flag, id FROM t QUALIFY rank() OVER (PARTITION BY t, flag ORDER BY c NULLS LAST) = 1

SELECT id, count(DISTINCT s) OVER (PARTITION BY t), sum(i) OVER () FROM t

SELECT t, count(*), sum(count(*)) OVER (ORDER BY t NULLS FIRST), rank() OVER (ORDER BY count(*) DESC) FROM t GROUP BY t

SELECT id, sum(s) FILTER (WHERE i > 0) OVER (PARTITION BY t ORDER BY id) FROM t

SELECT id, count(*) OVER (PARTITION BY d), row_number() OVER (PARTITION BY d, c, ts ORDER BY id) FROM t

-- approximate
SELECT i, corr(d, s), covar_pop(d, c), covar_samp(s, i % 7), regr_slope(d, s), regr_intercept(d, s), regr_count(d, s) FROM t WHERE d < 1e7 AND d > -1e7 GROUP BY i HAVING var_pop(s) > 0 AND var_pop(d) > 0

-- approximate
SELECT flag, regr_avgx(c, s), regr_avgy(c, s), regr_sxx(c, s), regr_syy(c, s), regr_sxy(c, s) FROM t GROUP BY flag

SELECT t, bit_and(i), bit_or(s), bit_xor(b) FROM t GROUP BY t

SELECT flag, bit_xor(DISTINCT i), count(DISTINCT t), count(DISTINCT day) FILTER (WHERE i > 0), sum(DISTINCT s) FROM t GROUP BY flag

SELECT flag, percentile_disc(0.3) WITHIN GROUP (ORDER BY b), quantile_disc(t, 0.5), quantile_disc(ts, 0.75) FROM t GROUP BY flag

-- approximate
SELECT flag, percentile_cont(0.3) WITHIN GROUP (ORDER BY i), quantile_cont(s, 0.9) FROM t GROUP BY flag

SELECT day, string_agg(t, '-' ORDER BY t), string_agg(DISTINCT t, '' ORDER BY t DESC) FROM t GROUP BY day

SELECT day, first_value(id ORDER BY ts NULLS LAST, id), last_value(id ORDER BY ts NULLS FIRST, id) FROM t GROUP BY day
-- duckdb
SELECT day, first(id ORDER BY ts NULLS LAST, id), last(id ORDER BY ts NULLS FIRST, id) FROM t GROUP BY day

SELECT flag, arg_min(id, id * 7 % 1009), arg_max(t, id) FROM t GROUP BY flag

SELECT flag, i % 3, sum(b % 1000), count(*), GROUPING(flag), GROUPING(flag, i % 3) FROM t GROUP BY ROLLUP (flag, i % 3)

SELECT flag, t, count(*), min(c), max(day) FROM t GROUP BY CUBE (flag, t)

SELECT flag, t, count(DISTINCT i), sum(c) FROM t GROUP BY GROUPING SETS ((flag), (t), (flag, t), ())

SELECT flag, count_if(i > 0), bool_and(s > -100), bool_or(s > 100), count(*) FILTER (WHERE t IS NULL) FROM t GROUP BY flag

-- approximate
SELECT flag, stddev(i), var_pop(s), var_samp(c), stddev_pop(s), avg(c), avg(DISTINCT s) FROM t GROUP BY flag

SELECT count(*), sum(n), string_agg(CAST(n AS TEXT), ',' ORDER BY n) FROM (SELECT t, count(*) AS n FROM t GROUP BY t)
