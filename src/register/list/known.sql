SELECT student.id AS student, enrolment.id AS enrolment, student.given, student.family, student.alias,
       student.protection <> 'none' AS protected, student.birth_date, student.legal_sex, student.study_path,
       student.grade, student.email, enrolment.guest, enrolment.ends_on IS NOT NULL AS ended
FROM enrolment
JOIN student ON student.id = enrolment.student
WHERE enrolment.class = ?1 AND enrolment.deleted = 0 AND student.deleted = 0 AND student.merged_into IS NULL
ORDER BY enrolment.guest, ended, student.id
