-- Each class's sessions that are not cancelled: how many, how many without a day, the first and the last day.
SELECT class.id, count(session.id), count(session.id) FILTER (WHERE session.date IS NULL),
       min(session.date), max(session.date)
FROM class
LEFT JOIN session ON session.class = class.id AND session.deleted = 0 AND session.status <> 'cancelled'
WHERE class.course = ?1 AND class.deleted = 0
GROUP BY class.id
