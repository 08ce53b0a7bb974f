-- Marks at sessions of a class in which the student has no place.
SELECT object.uid
FROM attendance
JOIN session ON session.id = attendance.session AND session.deleted = 0
JOIN class ON class.id = session.class AND class.deleted = 0
JOIN student ON student.id = attendance.student AND student.deleted = 0
JOIN object ON object.id = attendance.id
WHERE attendance.deleted = 0 AND attendance.mark IS NOT NULL
  AND NOT EXISTS (
      SELECT 1 FROM student AS member
      JOIN enrolment ON enrolment.student = member.id AND enrolment.deleted = 0
      WHERE member.survivor = student.survivor AND member.deleted = 0 AND enrolment.class = class.id)
