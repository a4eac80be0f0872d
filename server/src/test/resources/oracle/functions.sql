-- Scalar functions over random tables, where DuckDB means the same by them.

SELECT id, lpad(t, 4, '*'), lpad(t, 3, 'é😀'), rpad(t, 4, '*'), rpad(t, abs(s)::INT, '-') FROM t
-- duckdb
SELECT id, lpad(t, 4, '*'), lpad(t, 3, 'é😀'), rpad(t, 4, '*'), rpad(t, abs(s)::INT, '-') FROM t

SELECT id, left(t, s), right(t, s), left(t, 2), right(t, 2) FROM t

SELECT id, reverse(t) FROM t WHERE t NOT LIKE '%Å%'

SELECT id, translate(t, 'abü', 'xy'), repeat(t, 3), replace(t, 'a', '<>'), ascii(t) FROM t

SELECT id, ltrim(t), rtrim(t), ltrim(t, 'a '), rtrim(t, 'b '), trim(t, 'ab ') FROM t

SELECT id, strpos(t, 'b'), instr(t, 'ü'), position('b' IN t), starts_with(t, 'a'), ends_with(t, 'b'), contains(t, 'ü') FROM t

SELECT id, concat(t, i, flag), concat_ws('-', t, i, day), levenshtein(t, 'ab') FROM t WHERE t NOT SIMILAR TO '%[^ -~]%'
-- duckdb
SELECT id, concat(t, i, flag), concat_ws('-', t, i, day), levenshtein(t, 'ab') FROM t WHERE regexp_full_match(t, '[ -~]*')

SELECT id, split_part(t, 'a', 1), split_part(t, 'a', 2), split_part(t, 'a', -1), split_part(t, 'a', -2), split_part(t, 'a', 7) FROM t

SELECT id, octet_length(t), bit_length(t), char_length(t) FROM t
-- duckdb
SELECT id, octet_length(encode(t)), bit_length(t), length(t) FROM t

SELECT id, regexp_replace(t, 'a+', 'x'), regexp_replace(t, '[ab]', '', 'g'), regexp_replace(t, '(a)(b)', '\2\1'), regexp_like(t, '^a.*b$'), regexp_like(t, 'G', 'i') FROM t
-- duckdb
SELECT id, regexp_replace(t, 'a+', 'x'), regexp_replace(t, '[ab]', '', 'g'), regexp_replace(t, '(a)(b)', '\2\1'), regexp_matches(t, '^a.*b$'), regexp_matches(t, 'G', 'i') FROM t

SELECT id, md5(t), encode(sha256(t), 'hex'), encode(t, 'hex'), encode(t, 'base64pad') FROM t
-- duckdb
SELECT id, md5(t), sha256(t), lower(hex(t)), base64(encode(t)) FROM t

SELECT id, decode(encode(t, 'hex'), 'hex') = CAST(t AS BYTEA), CAST(decode(encode(t, 'base64'), 'base64') AS TEXT) = t FROM t
-- duckdb
SELECT id, t = t, t = t FROM t

SELECT id, round(d), round(d, 2), trunc(d), signum(d) FROM t
-- duckdb
SELECT id, round(d), round(d, 2), trunc(d), sign(d)::DOUBLE FROM t

-- approximate
SELECT id, cbrt(d), exp(s), atan(d) FROM t

-- approximate
SELECT id, sin(s), cos(s), tan(s), atan2(s, i), radians(s), degrees(s), sqrt(abs(d)), power(s, 3), pow(1.5e0, s) FROM t

-- approximate
SELECT id, sinh(s), cosh(s), tanh(s), asinh(d), acosh(abs(s) + 1), atanh(s / 21e0) FROM t

-- approximate
SELECT id, ln(abs(i) + 1), log2(abs(i) + 1), log10(abs(i) + 1), log(abs(i) + 1) FROM t

SELECT id, gcd(i, s), lcm(i, s), factorial(abs(s)::INT % 20), i % 7 FROM t
-- duckdb
SELECT id, gcd(i, s), lcm(i, s), factorial(abs(s)::INT % 20), i % 7 FROM t

SELECT id, isnan(d), iszero(d), nanvl(d, 1) FROM t
-- duckdb
SELECT id, isnan(d), d = 0, d FROM t

SELECT id, date_bin(INTERVAL '15 minutes', ts), date_bin(INTERVAL '7 days', ts), date_bin(INTERVAL '1 hour', ts, TIMESTAMP '1999-12-31 23:17:05') FROM t
-- duckdb
SELECT id, time_bucket(INTERVAL '15 minutes', ts, TIMESTAMP '1970-01-01'), time_bucket(INTERVAL '7 days', ts, TIMESTAMP '1970-01-01'), time_bucket(INTERVAL '1 hour', ts, TIMESTAMP '1999-12-31 23:17:05') FROM t

SELECT id, date_bin(INTERVAL '3 months', ts), date_bin(INTERVAL '1 year', ts, TIMESTAMP '2000-07-01 00:00:00') FROM t
-- duckdb
SELECT id, time_bucket(INTERVAL '3 months', ts, TIMESTAMP '1970-01-01'), time_bucket(INTERVAL '1 year', ts, TIMESTAMP '2000-07-01') FROM t

SELECT id, date_part('year', ts), date_part('quarter', ts), date_part('month', ts), date_part('week', ts), date_part('day', ts), date_part('dow', ts), date_part('isodow', ts), date_part('doy', ts), date_part('isoyear', ts) FROM t

SELECT id, date_part('hour', ts), date_part('minute', ts), date_part('second', ts), date_part('millisecond', ts), date_part('microsecond', ts), date_part('decade', ts), date_part('century', day), date_part('millennium', day) FROM t

SELECT id, extract(WEEK FROM day), extract(ISODOW FROM day), extract(MICROSECOND FROM ts), date_part('isodow', day) FROM t

SELECT id, date_trunc(CASE WHEN flag THEN 'month' ELSE 'week' END, ts), date_trunc('quarter', ts), date_trunc('millisecond', ts) FROM t

SELECT id, to_char(ts, '%Y-%m-%d %H:%M:%S %f'), to_char(ts, '%a %A %b %B %d %j'), to_char(day, '%y/%m/%d %w %u'), to_char(ts, '%I:%M %p'), to_char(ts, '%U %W %V %G') FROM t
-- duckdb
SELECT id, strftime(ts, '%Y-%m-%d %H:%M:%S %f') || '000', strftime(ts, '%a %A %b %B %d %j'), strftime(day, '%y/%m/%d %w %u'), strftime(ts, '%I:%M %p'), strftime(ts, '%U %W %V %G') FROM t

SELECT id, to_timestamp(to_char(ts, '%d.%m.%Y %H:%M:%S%.f'), '%d.%m.%Y %H:%M:%S%.f'), to_date(to_char(day, '%d %b %Y'), '%d %B %Y'), to_timestamp(CAST(ts AS TEXT)) FROM t
-- duckdb
SELECT id, ts, day, ts FROM t

SELECT id, to_timestamp(b % 1000000), to_timestamp_millis(b % 1000000), to_timestamp_micros(b), to_unixtime(ts), make_date(2000 + s, 2, 28) FROM t
-- duckdb
SELECT id, make_timestamp((b % 1000000) * 1000000), make_timestamp((b % 1000000) * 1000), make_timestamp(b), floor(epoch(ts))::BIGINT, make_date(2000 + s, 2, 28) FROM t

SELECT id, coalesce(i, s, 0), nvl(i, s), ifnull(t, 'none'), nvl2(i, 1, 2), nullif(i, s), greatest(i, s), least(i, s) FROM t
-- duckdb
SELECT id, coalesce(i, s, 0), coalesce(i, s), ifnull(t, 'none'), CASE WHEN i IS NOT NULL THEN 1 ELSE 2 END, nullif(i, s), greatest(i, s), least(i, s) FROM t

SELECT id, overlay(t PLACING 'X' FROM 2 FOR 1), substr_index('a.b.c', '.', s), find_in_set(t, 'x,a,ab') FROM t WHERE abs(s) < 3
-- duckdb
SELECT id, left(t, 1) || 'X' || substr(t, 3), CASE s WHEN 0 THEN '' WHEN 1 THEN 'a' WHEN -1 THEN 'c' WHEN 2 THEN 'a.b' ELSE 'b.c' END, coalesce(list_position(['x', 'a', 'ab'], t), CASE WHEN t IS NOT NULL THEN 0 END) FROM t WHERE abs(s) < 3
