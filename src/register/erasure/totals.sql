SELECT school.name, class.term, coalesce(student.legal_sex, ''), standing.verdict, count(*)
FROM standing
JOIN student ON student.id = standing.student
JOIN class ON class.id = standing.class
JOIN school ON school.id = class.school
WHERE standing.student IN (SELECT value FROM json_each(?1))
GROUP BY school.name, class.term, student.legal_sex, standing.verdict
ORDER BY school.name, class.term, student.legal_sex, standing.verdict
