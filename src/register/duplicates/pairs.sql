SELECT student.id, other.id
FROM student
JOIN student AS other ON other.sort_key = student.sort_key AND other.id > student.id
WHERE student.deleted = 0 AND student.merged_into IS NULL AND student.protection = 'none'
  AND other.deleted = 0 AND other.merged_into IS NULL AND other.protection = 'none'
  AND (student.birth_date IS NULL OR other.birth_date IS NULL OR student.birth_date = other.birth_date)
  AND NOT EXISTS (
    SELECT 1 FROM not_same
    WHERE not_same.deleted = 0
      AND ((not_same.student = student.id AND not_same.other = other.id)
           OR (not_same.student = other.id AND not_same.other = student.id)))
ORDER BY student.sort_key, student.id, other.id
