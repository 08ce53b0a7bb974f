SELECT standing.*, student.legal_sex, student.study_path AS own_study_path
FROM standing
JOIN student ON student.id = standing.student
WHERE standing.course = ?1
ORDER BY standing.student
