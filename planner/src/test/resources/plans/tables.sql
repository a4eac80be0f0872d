CREATE TABLE bids (
  auction BIGINT,
  bidder BIGINT,
  price BIGINT,
  channel TEXT,
  url TEXT,
  ts TIMESTAMP NOT NULL,
  WATERMARK FOR ts AS ts - INTERVAL '4 seconds'
) WITH (connector = 'stream');

CREATE TABLE flights (
  fl_date DATE,
  carrier TEXT,
  origin TEXT,
  dest TEXT,
  delay INT,
  cancelled BOOLEAN,
  distance DECIMAL(10, 2),
  day TIMESTAMP GENERATED ALWAYS AS (CAST(fl_date AS TIMESTAMP)) STORED,
  WATERMARK FOR day
) WITH (connector = 'file', path = '/data/flights.csv');

CREATE TABLE airports (
  iata TEXT NOT NULL PRIMARY KEY,
  city TEXT,
  lat DOUBLE,
  lon DOUBLE
) WITH (connector = 'file', path = '/data/airports.csv');

CREATE TABLE plain (a INT, b BIGINT, c TEXT, d DOUBLE, t TIMESTAMP) WITH (connector = 'stream');
CREATE TABLE nothing WITH (connector = 'blackhole');
CREATE TABLE totals (carrier TEXT, flights BIGINT NOT NULL, delay DOUBLE) WITH (connector = 'file', path = '/out');
CREATE TABLE ticks WITH (connector = 'ticks');
CREATE VIEW late AS SELECT carrier, origin, delay FROM flights WHERE delay > 15;
