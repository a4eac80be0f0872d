-- Pass through: what the events cost without a query.
SELECT auction, bidder, price, date_time, extra FROM bid
