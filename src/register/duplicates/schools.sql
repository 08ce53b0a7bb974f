SELECT DISTINCT enrolment.student, class.school
FROM enrolment
JOIN class ON class.id = enrolment.class AND class.deleted = 0
WHERE enrolment.deleted = 0
