SELECT auction, price * 2 AS double_price FROM bids WHERE MOD(auction, 123) = 0
---
SELECT * FROM bids
---
SELECT price, auction FROM (SELECT auction + 1 AS auction, price FROM bids) WHERE price > 10 AND auction < 100
---
INSERT INTO totals SELECT carrier, 1, delay FROM late WHERE origin = 'JFK'
---
INSERT INTO nothing SELECT counter FROM ticks
---
SELECT day, distance FROM flights
---
VALUES (1, 'a'), (2, 'b')
---
EXPLAIN SELECT carrier FROM flights UNION ALL SELECT iata FROM airports
