CREATE TABLE orders (
  timestamp TIMESTAMP,
  id BIGINT UNSIGNED NOT NULL,
  customer STRUCT<id BIGINT, address STRUCT<city TEXT, zip TEXT>>,
  items TEXT[],
  value DOUBLE PRECISION,
  rows INT,
  offset INT,
  date DATE,
  WATERMARK FOR timestamp AS timestamp - INTERVAL '30 seconds'
) WITH (connector = 'stream');
SELECT customer.id, customer.address.city, items, value, rows, offset, date, timestamp FROM orders WHERE value > 10
---
WITH priced AS (SELECT bidder, price FROM bids WHERE channel = 'apple')
SELECT window.end AS until, bidder, total FROM (
  SELECT bidder, sum(price) AS total, tumble(interval '2 seconds') AS window FROM priced GROUP BY bidder, window)
---
CREATE TABLE sink WITH (connector = 'blackhole');
INSERT INTO sink SELECT auction, price FROM bids;
INSERT INTO sink SELECT bidder, price + 1 FROM bids;
---
CREATE VIEW counts AS SELECT auction, count(*) AS n, tumble(interval '10 seconds') AS window FROM bids GROUP BY 1, 3;
CREATE VIEW busy AS SELECT auction, n, window FROM counts WHERE n > 10;
SELECT window.start, max(n) FROM busy GROUP BY window
---
SELECT count(*) AS n FROM (SELECT ts, auction FROM bids UNION ALL SELECT ts, bidder FROM bids) GROUP BY tumble(interval '1 minute')
---
CREATE TABLE log (
  seconds BIGINT,
  level TEXT,
  happened TIMESTAMP GENERATED ALWAYS AS (TIMESTAMP_SECONDS(seconds)) STORED,
  late BOOLEAN GENERATED ALWAYS AS (level = 'ERROR') VIRTUAL,
  WATERMARK FOR happened AS happened - INTERVAL '1' MINUTE
) WITH ('connector' = 'stream');
SELECT level, count(*) FILTER (WHERE late) AS errors, tumble(interval '1 hour') AS hour FROM log WHERE happened > '2024-01-01' GROUP BY level, hour
---
CREATE TABLE t2 AS SELECT auction FROM bids;
SELECT * FROM t2
---
CREATE TABLE IF NOT EXISTS bids (a INT) WITH (connector = 'stream')
---
CREATE TABLE out (a TEXT, b BIGINT, c FLOAT, d DECIMAL(10, 1), e TIMESTAMP, f DATE, g SMALLINT) WITH (connector = 'file', path = '/out', every = INTERVAL '1' MINUTE);
INSERT INTO out SELECT 5, 2.5, 1, 3.25, DATE '2024-01-01', TIMESTAMP '2024-01-01 10:00:00', a FROM plain;
INSERT INTO out (b, a) SELECT a, c FROM plain
---
CREATE TABLE everything (a BOOLEAN, b TINYINT, c SMALLINT, d INT, e INTEGER, f BIGINT, g TINYINT UNSIGNED, h SMALLINT UNSIGNED, i INT UNSIGNED, j BIGINT UNSIGNED, k FLOAT, l REAL, m DOUBLE, n DOUBLE PRECISION, o DECIMAL, p DECIMAL(38, 10), q NUMERIC(5), r TEXT, s VARCHAR, t VARCHAR(10), u CHAR(3), v STRING, w BYTEA, x VARBINARY, y DATE, z TIME, aa TIMESTAMP, ab TIMESTAMP(0), ac TIMESTAMP(9), ad DATETIME, ae INTERVAL, af INTERVAL YEAR TO MONTH, ag INT[], ah ARRAY<TEXT>, ai STRUCT<x INT, y TEXT[]>, aj INT[][]) WITH (connector = 'stream');
SELECT * FROM everything
---
SELECT min(ts), max(ts), count(DISTINCT channel), window_start FROM TABLE(TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '10 minutes')) GROUP BY window_start HAVING count(*) > 1
---
SELECT carrier, n FROM (SELECT carrier, count(*) AS n FROM flights GROUP BY carrier) WHERE n > 5 AND carrier <> 'AA'
---
SELECT a.city, count(*) FROM flights f JOIN airports a ON f.origin = a.iata WHERE f.delay > 0 GROUP BY a.city
---
SELECT w.window_start, w.n, a.city FROM (
  SELECT window_start, channel, count(*) AS n FROM TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '1' MINUTE) GROUP BY window_start, window_end, channel) w
JOIN airports a ON w.channel = a.iata
---
SELECT e, sum(n) FROM (
  SELECT window_end AS e, channel, count(*) AS n FROM TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '1' MINUTE) GROUP BY window_start, window_end, channel) AS perminute,
  airports
WHERE channel = iata GROUP BY e
---
SELECT window_start, sum(n) FROM TUMBLE((
  SELECT window_end AS e, channel, count(*) AS n FROM TUMBLE(TABLE bids, DESCRIPTOR(ts), INTERVAL '1' MINUTE) GROUP BY window_start, window_end, channel),
  DESCRIPTOR(e), INTERVAL '90' SECOND) GROUP BY window_start, window_end
---
CREATE TABLE x (
  a INT,
  at TIMESTAMP
) WITH (connector = 'stream')
---
SELECT window.start AS s, sum(n) AS n FROM (SELECT tumble(interval '1 minute') AS window, auction, count(*) AS n FROM bids GROUP BY 1, 2) GROUP BY window HAVING window.end > '2024-01-01'
