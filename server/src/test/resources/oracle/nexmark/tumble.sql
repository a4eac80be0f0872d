SELECT auction, count(*) FROM bid GROUP BY auction, time_bucket(INTERVAL 10 SECOND, date_time)
