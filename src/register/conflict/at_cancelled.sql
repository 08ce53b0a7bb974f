-- Marks at sessions that were called off.
SELECT object.uid
FROM session
CROSS JOIN attendance ON attendance.session = session.id AND attendance.deleted = 0 AND attendance.mark IS NOT NULL
JOIN student ON student.id = attendance.student AND student.deleted = 0
JOIN object ON object.id = attendance.id
WHERE session.deleted = 0 AND session.status = 'cancelled'
