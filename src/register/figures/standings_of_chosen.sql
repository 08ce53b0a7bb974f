SELECT standing.student, standing.class, standing.verdict, standing.planned, standing.exempt, standing.attended,
       standing.attended_sessions, standing.open, standing.open_sessions, standing.needed_sessions, standing.enrolled_on,
       standing.started_on, standing.completed_on, student.legal_sex, student.study_path
FROM temp.chosen AS chosen
CROSS JOIN student ON student.id = chosen.student
CROSS JOIN standing ON standing.student = chosen.student AND standing.course = ?1
ORDER BY standing.student
