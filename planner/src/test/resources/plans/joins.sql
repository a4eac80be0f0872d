SELECT f.carrier, o.city AS from_city, d.city AS to_city, distance(o.lat, o.lon, d.lat, d.lon) AS km
FROM flights f JOIN airports o ON f.origin = o.iata JOIN airports d ON f.dest = d.iata
---
SELECT f.carrier, a.city FROM flights f LEFT JOIN airports a ON f.origin = a.iata AND a.lat > f.delay
---
SELECT a.city, f.carrier FROM airports a RIGHT JOIN flights f ON f.origin = a.iata
---
SELECT b.price, a.city FROM bids b, airports a WHERE b.channel = a.iata AND a.lat > 10 AND b.price > 5
---
SELECT b.price, a.city FROM airports a JOIN bids b ON b.channel = a.iata
---
SELECT o.city, count(*) AS n FROM bids b JOIN airports o ON upper(b.channel) = o.iata
GROUP BY o.city, tumble(interval '1 minute')
---
SELECT count(*) FROM bids x JOIN bids y ON x.auction = y.auction
---
SELECT * FROM bids b LEFT JOIN plain p ON b.auction = p.b
---
SELECT 1 FROM flights f, airports a
---
SELECT p.a FROM plain p JOIN flights f ON p.b = f.delay
---
SELECT a.city FROM airports a LEFT JOIN bids b ON b.channel = a.iata
---
SELECT * FROM airports a JOIN airports b USING (iata)
