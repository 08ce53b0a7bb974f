SELECT survivor.*, object.uid
FROM student
JOIN student AS survivor ON survivor.id = student.survivor
JOIN object ON object.id = survivor.id
WHERE student.id = ?1 AND survivor.deleted = 0
