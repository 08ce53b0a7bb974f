-- A mark of one who was joined with another is the other's.
SELECT object.uid, student.given, student.family, student.alias, class.name AS class, school.name AS school, class.term,
       session.number, session.date, session.minutes, attendance.mark
FROM class
CROSS JOIN school ON school.id = class.school
CROSS JOIN session ON session.class = class.id AND session.deleted = 0 AND session.status = 'held'
CROSS JOIN attendance ON attendance.session = session.id AND attendance.deleted = 0 AND attendance.mark IS NOT NULL
CROSS JOIN student AS marked ON marked.id = attendance.student
CROSS JOIN student ON student.id = marked.survivor AND student.deleted = 0
CROSS JOIN object ON object.id = student.id
WHERE class.deleted = 0
ORDER BY class.id, session.number, session.id, student.sort_key, student.id
