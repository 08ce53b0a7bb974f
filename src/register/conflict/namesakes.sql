-- Students whose names are ordered alike: those who may have one name.
SELECT student.sort_key, coalesce(student.given, ''), coalesce(student.family, ''), student.birth_date, student.id, object.uid
FROM student
JOIN object ON object.id = student.id
WHERE student.deleted = 0 AND student.survivor = student.id AND (student.given IS NOT NULL OR student.family IS NOT NULL)
  AND EXISTS (
      SELECT 1 FROM student AS other
      WHERE other.sort_key = student.sort_key AND other.id <> student.id
        AND other.deleted = 0 AND other.survivor = other.id)
ORDER BY student.sort_key
