-- Classes of one school, course and term.
SELECT class.school, class.course, class.term, class.name, object.uid
FROM class
JOIN object ON object.id = class.id
WHERE class.deleted = 0
