SELECT count(*) FROM (
    SELECT origin FROM change GROUP BY origin HAVING max(seq) <> count(*) OR min(seq) <> 1)
