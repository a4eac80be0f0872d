-- Average selling price: of each seller's last ten auctions.
SELECT seller, avg(final) OVER (
    PARTITION BY seller ORDER BY closed, id ROWS BETWEEN 10 PRECEDING AND CURRENT ROW) AS average
FROM (
  SELECT id, seller, final, closed
  FROM (
    SELECT a.id, a.seller, b.price AS final, b.date_time AS closed,
      ROW_NUMBER() OVER (PARTITION BY a.id ORDER BY b.price DESC, b.date_time) AS place
    FROM auction AS a
    JOIN bid AS b ON a.id = b.auction AND b.date_time BETWEEN a.date_time AND a.expires
  ) AS bids
  WHERE place = 1
) AS won
