SELECT school.id, school.name, school.municipality
FROM school
WHERE school.deleted = 0 AND school.kind = 'upper_secondary'
  AND NOT EXISTS (
    SELECT 1 FROM class WHERE class.school = school.id AND class.course = ?1 AND class.deleted = 0)
