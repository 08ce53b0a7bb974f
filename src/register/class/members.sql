SELECT enrolment.id AS enrolment, student.id AS student, student.given, student.family, student.alias,
       student.protection, enrolment.starts_on, enrolment.ends_on, enrolment.guest,
       standing.class, standing.verdict, standing.planned, standing.exempt, standing.attended, standing.attended_sessions,
       standing.open, standing.open_sessions, standing.needed_sessions, standing.enrolled_on,
       standing.started_on, standing.completed_on
FROM enrolment
JOIN student ON student.id = enrolment.student
LEFT JOIN standing ON standing.student = student.id AND standing.class = enrolment.class
WHERE enrolment.class = ?1 AND enrolment.deleted = 0 AND student.deleted = 0
ORDER BY min(enrolment.guest) OVER (PARTITION BY student.id), student.sort_key, student.id,
         enrolment.ends_on IS NULL, enrolment.ends_on, enrolment.id
