-- Students elsewhere, and a class each; who is wanted follows, by name or by the digest of an identity number. Asked for by
-- either in one, the plan would be made anew for each row, for it depends on whether the digest is NULL.
SELECT student.id AS student, NULL AS enrolment, student.given, student.family, student.alias,
       student.protection <> 'none' AS protected, student.birth_date, student.legal_sex, student.study_path,
       student.grade, student.email, 0 AS guest, 0 AS ended, student.number_digest,
       (SELECT class.name FROM enrolment JOIN class ON class.id = enrolment.class
        WHERE enrolment.student = student.id AND enrolment.deleted = 0 AND class.deleted = 0
        ORDER BY enrolment.id DESC LIMIT 1) AS class_name
FROM student
WHERE student.deleted = 0 AND student.merged_into IS NULL AND student.protection = 'none'
