-- Flights per airport and day, in event time, with a function from a Wasm plugin.
--
--   ./wadi demo
--   ./wadi run demo/flights.sql --plugin sample-plugins/geo/geo.wasm

CREATE TABLE flights (
  date TIMESTAMP NOT NULL,
  delay BIGINT,
  distance BIGINT,
  origin TEXT,
  destination TEXT,
  WATERMARK FOR date
) WITH (
  connector = 'single_file',
  type = 'source',
  path = 'demo/flights.parquet',
  format = 'parquet'
);

CREATE TABLE airports (
  iata TEXT,
  name TEXT,
  city TEXT,
  state TEXT,
  country TEXT,
  latitude DOUBLE,
  longitude DOUBLE
) WITH (
  connector = 'single_file',
  type = 'source',
  path = 'demo/airports.csv',
  format = 'csv'
);

-- Each flight with both of its airports. great_circle_km and title_case come from the plugin.
CREATE VIEW enriched AS
SELECT
  f.date,
  f.origin,
  title_case(o.city) || ', ' || o.state AS city,
  f.delay,
  great_circle_km(o.latitude, o.longitude, d.latitude, d.longitude) AS km
FROM flights f
JOIN airports o ON f.origin = o.iata
JOIN airports d ON f.destination = d.iata;

SELECT
  CAST(window_start AS DATE) AS day,
  origin,
  city,
  count(*) AS flights,
  round(avg(delay), 1) AS mean_delay,
  max(delay) AS worst_delay,
  CAST(max(km) AS BIGINT) AS longest_km
FROM TABLE(TUMBLE(TABLE enriched, DESCRIPTOR(date), INTERVAL '1 day'))
GROUP BY window_start, window_end, origin, city;
