SELECT survivor.*, object.uid, EXISTS (SELECT 1 FROM conflict WHERE conflict.object = survivor.id) AS unsettled
FROM student
JOIN student AS survivor ON survivor.id = student.survivor
JOIN object ON object.id = survivor.id
WHERE student.id = ?1 AND survivor.deleted = 0
