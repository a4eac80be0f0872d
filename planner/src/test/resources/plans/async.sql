SELECT origin, ask(origin) AS city FROM flights WHERE delay > 10
---
SELECT origin, upper(ask(lower(origin))), ask_unordered(dest, delay) FROM flights
---
SELECT delay FROM flights WHERE delay > 10 AND ask(origin) = 'x' AND carrier <> ask(dest)
---
SELECT CASE WHEN delay = 0 THEN 'on time' WHEN delay > 100 / delay THEN ask(origin) ELSE ask(dest || '!') END FROM flights
---
SELECT TRY(ask(ask(origin))) FROM flights
---
SELECT channel FROM (SELECT channel, ask(url) AS asked, price FROM bids) WHERE price > 5
---
SELECT ask(channel) AS c, count(*) AS n FROM bids GROUP BY ask(channel), tumble(interval '1 minute')
---
SELECT c, ask(c) FROM (SELECT DISTINCT c FROM plain)
---
SELECT f.carrier FROM flights f JOIN airports a ON ask(f.origin) = a.iata
---
SELECT f.carrier FROM flights f JOIN airports a ON f.origin = a.iata AND ask(f.dest) < a.city
---
SELECT f.carrier FROM flights f LEFT JOIN airports a ON f.origin = a.iata AND ask(f.dest) < a.city
---
SELECT ask('x') AS a, ask(NULL) AS b
---
INSERT INTO nothing SELECT * FROM (SELECT ask(url) FROM bids) UNION ALL SELECT carrier FROM flights
