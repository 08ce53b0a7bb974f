SELECT standing.student, standing.class, standing.verdict, standing.planned, standing.exempt, standing.attended,
       standing.attended_sessions, standing.open, standing.open_sessions, standing.needed_sessions, standing.enrolled_on,
       standing.started_on, standing.completed_on, student.legal_sex, student.study_path
FROM json_each(?2) AS chosen
CROSS JOIN student ON student.id = chosen.value
CROSS JOIN standing ON standing.student = chosen.value AND standing.course = ?1
ORDER BY standing.student
