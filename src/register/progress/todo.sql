SELECT
    (SELECT count(*) FROM session
     JOIN class ON class.id = session.class AND class.deleted = 0
     WHERE session.deleted = 0 AND session.status = 'planned' AND session.date <= ?1),
    (SELECT count(*) FROM (
        SELECT standing.student FROM standing
        GROUP BY standing.student, standing.course
        HAVING min(CASE standing.verdict WHEN 'counts' THEN 0 WHEN 'not_yet' THEN 1 ELSE 2 END) = 2)),
    (SELECT count(*) FROM class
     WHERE class.deleted = 0 AND EXISTS (
        SELECT 1 FROM session
        WHERE session.class = class.id AND session.deleted = 0
          AND session.status = 'planned' AND session.date IS NULL))
