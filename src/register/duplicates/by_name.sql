SELECT sort_key, id, birth_date
FROM student
WHERE deleted = 0 AND merged_into IS NULL AND protection = 'none'
ORDER BY sort_key, id
