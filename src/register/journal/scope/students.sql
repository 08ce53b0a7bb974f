-- ?1 the classes. Students with a place or a mark in them.
SELECT object.uid
FROM (
    SELECT enrolment.student AS id FROM json_each(?1) AS chosen
    CROSS JOIN enrolment ON enrolment.class = chosen.value AND enrolment.deleted = 0
    UNION
    SELECT attendance.student FROM json_each(?1) AS chosen
    CROSS JOIN session ON session.class = chosen.value
    CROSS JOIN attendance ON attendance.session = session.id AND attendance.mark IS NOT NULL
) AS seen
JOIN object ON object.id = seen.id
