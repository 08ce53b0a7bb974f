SELECT *
FROM student
WHERE deleted = 0 AND survivor = id AND protection = 'none'
ORDER BY id
