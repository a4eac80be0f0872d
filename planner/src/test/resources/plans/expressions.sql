SELECT a + b, a * d, a / 2, b % 3, -a, abs(d), price FROM plain, flights f, bids
---
SELECT a + b, a * d, a / 2, b % 3, -a, abs(d), b * 0.908, mod(b, 10) FROM plain
---
SELECT a = b, c <> 'x', t > '2024-01-01', t >= TIMESTAMP '2024-01-01 00:00:00.123456', a BETWEEN 1 AND 3, a IN (1, 2, 3), a NOT IN (5, 6) FROM plain
---
SELECT a IS NULL, a IS NOT DISTINCT FROM b, NOT (a > 1), (a > 1) IS TRUE, a > 1 OR b < 2 AND d = 1e0 FROM plain
---
SELECT c LIKE '%x%', c NOT LIKE 'a_', c LIKE 'a!%' ESCAPE '!', upper(c), lower(c), substring(c FROM 2 FOR 3), substr(c, 2), char_length(c), length(c), c || '!', concat(c, 'x'), trim(c), trim(LEADING 'x' FROM c) FROM plain
---
SELECT extract(YEAR FROM t), extract(hour from t), extract(dow from t), extract(week from t), year(t), date_trunc('hour', t), floor(t TO DAY), t + INTERVAL '1' DAY, t - INTERVAL '2 hours', CAST(t AS DATE), dayname(t) FROM plain
---
SELECT CASE WHEN a > 1 THEN 'many' WHEN a = 1 THEN 'one' END, coalesce(a, b, 0), nullif(a, 0), greatest(a, b), if(a > 1, 2, 3) FROM plain
---
SELECT CAST(a AS TEXT), CAST(c AS INT), c::double, TRY_CAST(c AS BIGINT), CAST(d AS DECIMAL(10, 2)), CAST(c AS VARCHAR(3)), CAST(c AS CHAR(3)), CAST(t AS TIMESTAMP(0)), CAST(a AS BIGINT UNSIGNED), CAST(NULL AS INT), NULL FROM plain
---
SELECT regexp_replace(c, 'a+', upper(c)), md5(c), sin(d) + power(d, 2), split_part(c, ',', 1), round(d, 2), ceil(d), initcap(reverse(c)) FROM plain
---
SELECT distance(a, b, 1, 2.5), describe(a), describe(c), describe('x') FROM plain
---
SELECT timestampadd(MONTH, 1, t) FROM plain
---
SELECT describe(d) FROM plain
---
SELECT current_timestamp FROM plain
---
SELECT x, x * x FROM (SELECT distance(a, b, d, d) AS x FROM plain) WHERE x > 10
---
SELECT y + 1 FROM (SELECT a * 2 AS y FROM plain) WHERE y > 10
---
SELECT ARRAY[a, a], ROW(a, c) FROM plain
---
SELECT t - t, (t - t) SECOND FROM plain
