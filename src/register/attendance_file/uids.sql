-- A class, its sessions and its students.
SELECT object.id, object.uid FROM object WHERE object.id = ?1
UNION ALL
SELECT object.id, object.uid FROM session JOIN object ON object.id = session.id
WHERE session.class = ?1 AND session.deleted = 0
UNION ALL
SELECT object.id, object.uid FROM enrolment JOIN object ON object.id = enrolment.student
WHERE enrolment.class = ?1 AND enrolment.deleted = 0
