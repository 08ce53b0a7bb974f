-- Students elsewhere, and a class each; who is wanted follows, by name or by the digest of an identity number. Asked for by
-- either in one, the plan would be made anew for each row, for it depends on whether the digest is NULL.
SELECT student.*, student.id AS student, NULL AS enrolment, student.protection <> 'none' AS protected,
       0 AS guest, 0 AS ended,
       (SELECT class.name FROM enrolment JOIN class ON class.id = enrolment.class
        WHERE enrolment.student = student.id AND enrolment.deleted = 0 AND class.deleted = 0
        ORDER BY enrolment.id DESC LIMIT 1) AS class_name
FROM student
WHERE student.deleted = 0 AND student.survivor = student.id AND student.protection = 'none'
