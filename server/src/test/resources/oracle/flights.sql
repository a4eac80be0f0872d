-- Queries over the committed flights and airports. Blocks are separated by blank lines. Where the
-- dialects differ, `-- duckdb` stands before DuckDB's text. `-- approximate` says that floating-point
-- sums depend on the order of rows.

SELECT count(*), count(delay), count(distance), count(origin) FROM flights

SELECT min(delay), max(delay), min(date), max(date), sum(delay), sum(distance) FROM flights

SELECT origin, count(*) FROM flights GROUP BY origin

SELECT origin, destination, count(*), max(distance) FROM flights GROUP BY origin, destination

SELECT origin, avg(delay), sum(distance), min(date) FROM flights GROUP BY origin

SELECT count(DISTINCT origin), count(DISTINCT destination), count(DISTINCT delay) FROM flights

SELECT origin, count(DISTINCT destination) FROM flights GROUP BY origin

SELECT * FROM flights WHERE origin = 'ABE' AND delay > 100

SELECT date, origin, delay FROM flights WHERE delay > 600

SELECT count(*) FROM flights WHERE delay BETWEEN -5 AND 5 AND origin LIKE 'S%'

SELECT origin, count(*) FROM flights WHERE destination IN ('JFK', 'LAX', 'SFO') GROUP BY origin

SELECT CASE WHEN delay < 0 THEN 'early' WHEN delay < 15 THEN 'on time' ELSE 'late' END AS kind, count(*), avg(distance) FROM flights GROUP BY CASE WHEN delay < 0 THEN 'early' WHEN delay < 15 THEN 'on time' ELSE 'late' END

SELECT EXTRACT(YEAR FROM date), EXTRACT(MONTH FROM date), count(*) FROM flights GROUP BY EXTRACT(YEAR FROM date), EXTRACT(MONTH FROM date)

SELECT EXTRACT(HOUR FROM date), avg(delay), max(delay) FROM flights GROUP BY EXTRACT(HOUR FROM date)

SELECT EXTRACT(DOW FROM date), count(*) FROM flights GROUP BY EXTRACT(DOW FROM date)

SELECT date_trunc('day', date), count(*), sum(delay) FROM flights GROUP BY date_trunc('day', date)

SELECT origin, date_trunc('month', date), count(*), max(delay) FROM flights GROUP BY origin, date_trunc('month', date)

-- approximate
SELECT origin, stddev_pop(delay), var_samp(delay) FROM flights GROUP BY origin

-- approximate
SELECT stddev_samp(distance), var_pop(delay), stddev(delay) FROM flights

SELECT distance / 100, count(*) FROM flights GROUP BY distance / 100
-- duckdb
SELECT distance // 100, count(*) FROM flights GROUP BY distance // 100

SELECT delay % 7, count(*) FROM flights GROUP BY delay % 7

SELECT origin, count(*) FROM flights GROUP BY origin HAVING count(*) > 500 AND avg(delay) > 10

SELECT count(*) FROM flights AS f JOIN airports AS a ON f.origin = a.iata

SELECT a.state, count(*), max(f.delay) FROM flights AS f JOIN airports AS a ON f.origin = a.iata GROUP BY a.state

SELECT o.state, d.state, count(*) FROM flights AS f JOIN airports AS o ON f.origin = o.iata JOIN airports AS d ON f.destination = d.iata GROUP BY o.state, d.state

SELECT f.origin, count(*) FROM flights AS f LEFT JOIN airports AS a ON f.origin = a.iata WHERE a.iata IS NULL GROUP BY f.origin

SELECT o.city, count(*) FROM flights AS f JOIN airports AS o ON f.origin = o.iata AND o.latitude > 40 WHERE f.delay > 60 GROUP BY o.city

SELECT name, city FROM airports WHERE state = 'CA' AND latitude BETWEEN 37 AND 38

SELECT state, count(*), min(latitude), max(longitude) FROM airports GROUP BY state

-- approximate
SELECT state, avg(latitude), sum(longitude), stddev_pop(latitude) FROM airports GROUP BY state

SELECT upper(city), char_length(name), substring(name, 1, 5), lower(state) FROM airports WHERE iata LIKE 'A%'

SELECT city || ', ' || state, name LIKE '%Intl%', position('o' IN name) FROM airports WHERE iata > 'X'

SELECT n, count(*) FROM (SELECT state, count(*) AS n FROM airports GROUP BY state) AS s GROUP BY n

SELECT origin AS airport, delay FROM flights WHERE delay > 500 UNION ALL SELECT destination, delay FROM flights WHERE delay > 500

WITH busy AS (SELECT origin, count(*) AS n FROM flights GROUP BY origin HAVING count(*) > 2000) SELECT a.name, b.n FROM airports AS a JOIN busy AS b ON a.iata = b.origin

SELECT x.w.start, x.n, x.m FROM (SELECT tumble(date, INTERVAL '1' HOUR) AS w, count(*) AS n, max(delay) AS m FROM flights GROUP BY w) AS x
-- duckdb
SELECT date_trunc('hour', date), count(*), max(delay) FROM flights GROUP BY date_trunc('hour', date)

SELECT window_start, origin, count(*) FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(date), INTERVAL '7' DAY)) GROUP BY window_start, window_end, origin
-- duckdb
SELECT time_bucket(INTERVAL '7 days', date, TIMESTAMP '1970-01-01'), origin, count(*) FROM flights GROUP BY ALL

SELECT window_start, count(*) FROM TABLE(TUMBLE(TABLE flights, DESCRIPTOR(date), INTERVAL '13' MINUTE, INTERVAL '5' MINUTE)) WHERE origin = 'SFO' GROUP BY window_start, window_end
-- duckdb
SELECT time_bucket(INTERVAL '13 minutes', date, TIMESTAMP '1970-01-01 00:05:00'), count(*) FROM flights WHERE origin = 'SFO' GROUP BY ALL
