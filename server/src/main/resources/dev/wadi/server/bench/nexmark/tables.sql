-- What all queries read and write. ${...} is filled in by the benchmark.
CREATE TABLE person (
  id BIGINT NOT NULL, name TEXT NOT NULL, email_address TEXT NOT NULL, credit_card TEXT NOT NULL,
  city TEXT NOT NULL, state TEXT NOT NULL, date_time TIMESTAMP NOT NULL, extra TEXT NOT NULL,
  WATERMARK FOR date_time)
WITH (connector = 'nexmark', "table" = 'person', events = '${events}', bounded = '${bounded}');

CREATE TABLE auction (
  id BIGINT NOT NULL, item_name TEXT NOT NULL, description TEXT NOT NULL,
  initial_bid BIGINT NOT NULL, reserve BIGINT NOT NULL, date_time TIMESTAMP NOT NULL,
  expires TIMESTAMP NOT NULL, seller BIGINT NOT NULL, category BIGINT NOT NULL,
  extra TEXT NOT NULL, WATERMARK FOR date_time)
WITH (connector = 'nexmark', "table" = 'auction', events = '${events}', bounded = '${bounded}');

CREATE TABLE bid (
  auction BIGINT NOT NULL, bidder BIGINT NOT NULL, price BIGINT NOT NULL, channel TEXT NOT NULL,
  url TEXT NOT NULL, date_time TIMESTAMP NOT NULL, extra TEXT NOT NULL, WATERMARK FOR date_time)
WITH (connector = 'nexmark', "table" = 'bid', events = '${events}', bounded = '${bounded}');

CREATE TABLE side_input (key BIGINT, value TEXT)
WITH (connector = 'single_file', path = '${folder}/side_input.csv', format = 'csv');

CREATE TABLE arriving_bid (
  bidder BIGINT NOT NULL, arrived TIMESTAMP GENERATED ALWAYS AS (now()) STORED,
  WATERMARK FOR arrived)
WITH (connector = 'nexmark', "table" = 'bid', events = '${events}', bounded = '${bounded}');

CREATE TABLE nowhere WITH (connector = 'blackhole');

CREATE TABLE files WITH (connector = 'filesystem', path = '${folder}/files', format = 'csv');
