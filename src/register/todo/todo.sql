-- ?1 today. Overdue sessions; classes with sessions that have no day; classes with students and no session at all.
SELECT
    (SELECT count(*) FROM session
     JOIN class ON class.id = session.class AND class.deleted = 0
     WHERE session.deleted = 0 AND session.status = 'planned' AND session.date <= ?1),
    (SELECT count(*) FROM class
     WHERE class.deleted = 0 AND EXISTS (
        SELECT 1 FROM session
        WHERE session.class = class.id AND session.deleted = 0
          AND session.status = 'planned' AND session.date IS NULL)),
    (SELECT count(*) FROM class
     WHERE class.deleted = 0
       AND EXISTS (SELECT 1 FROM enrolment WHERE enrolment.class = class.id AND enrolment.deleted = 0)
       AND NOT EXISTS (
        SELECT 1 FROM session
        WHERE session.class = class.id AND session.deleted = 0 AND session.status <> 'cancelled'))
