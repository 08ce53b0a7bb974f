SELECT object.uid, student.given, coalesce(student.alias, student.family), student.birth_date, student.legal_sex,
       student.email
FROM student
JOIN object ON object.id = student.id
WHERE student.deleted = 0 AND student.survivor = student.id
ORDER BY student.sort_key, student.id
