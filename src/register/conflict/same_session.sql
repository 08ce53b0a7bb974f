-- Sessions of a class with one number.
SELECT json_group_array(hex(object.uid))
FROM session
JOIN object ON object.id = session.id
WHERE session.deleted = 0
GROUP BY session.class, session.number
HAVING count(*) > 1
