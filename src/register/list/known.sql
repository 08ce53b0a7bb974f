SELECT student.*, student.id AS student, enrolment.id AS enrolment, student.protection <> 'none' AS protected,
       enrolment.guest, enrolment.ends_on IS NOT NULL AS ended
FROM enrolment
JOIN student ON student.id = enrolment.student
WHERE enrolment.class = ?1 AND enrolment.deleted = 0 AND student.deleted = 0 AND student.survivor = student.id
  AND NOT EXISTS (
      SELECT 1 FROM enrolment AS later
      WHERE later.student = enrolment.student AND later.class = enrolment.class AND later.deleted = 0
        AND later.id <> enrolment.id AND enrolment.ends_on IS NOT NULL
        AND (later.ends_on IS NULL OR later.ends_on > enrolment.ends_on))
ORDER BY enrolment.guest, ended, student.id
