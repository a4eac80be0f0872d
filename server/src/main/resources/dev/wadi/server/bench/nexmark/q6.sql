-- Average selling price: of each seller's last ten auctions.
SELECT seller, avg(final) OVER (
    PARTITION BY seller ORDER BY closed ROWS BETWEEN 10 PRECEDING AND CURRENT ROW) AS average
FROM (
  SELECT seller, final, closed
  FROM (
    SELECT a.seller, b.price AS final, b.date_time AS closed,
      ROW_NUMBER() OVER (PARTITION BY a.id, a.seller ORDER BY b.price DESC) AS place
    FROM auction AS a
    JOIN bid AS b ON a.id = b.auction AND b.date_time BETWEEN a.date_time AND a.expires
  ) AS bids
  WHERE place = 1
) AS won
