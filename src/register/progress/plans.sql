SELECT class.id, count(session.id),
       count(session.id) FILTER (WHERE session.date IS NULL), max(session.date)
FROM class
LEFT JOIN session ON session.class = class.id AND session.deleted = 0 AND session.status <> 'cancelled'
WHERE class.course = ?1 AND class.deleted = 0
GROUP BY class.id
