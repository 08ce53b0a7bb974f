SELECT count(*) FROM (
    SELECT series FROM certificate GROUP BY series, year
    HAVING max(number) <> count(DISTINCT number) OR min(number) <> 1 OR count(*) <> count(DISTINCT number))
