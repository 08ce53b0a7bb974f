SELECT standing.*, student.legal_sex, student.study_path AS own_study_path
FROM temp.chosen AS chosen
CROSS JOIN student ON student.id = chosen.student
CROSS JOIN standing ON standing.student = chosen.student AND standing.course = ?1
ORDER BY standing.student
