-- Which windows there are depends on the clock: what adds up is compared.
SELECT bidder, count(*) FROM bid GROUP BY bidder
