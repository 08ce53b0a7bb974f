SELECT count(*)
FROM attendance
JOIN session ON session.id = attendance.session
WHERE attendance.deleted = 0 AND attendance.mark IS NOT NULL
  AND NOT EXISTS (
      SELECT 1 FROM enrolment
      WHERE enrolment.student = attendance.student AND enrolment.class = session.class
        AND enrolment.deleted = 0)
