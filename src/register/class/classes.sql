-- ?1 today; ?2 one class, or NULL for all.
SELECT class.id, class.name, class.school, school.name AS school_name, school.unit_code,
       class.course, course.name AS course_name, class.term, class.study_path,
       (SELECT count(*) FROM standing WHERE standing.class = class.id) AS students,
       (SELECT count(*) FROM standing WHERE standing.class = class.id)
       - (SELECT count(DISTINCT student.survivor)
          FROM enrolment JOIN student ON student.id = enrolment.student AND student.deleted = 0
          WHERE enrolment.class = class.id AND enrolment.deleted = 0
            AND (enrolment.ends_on IS NULL OR enrolment.ends_on >= ?1)) AS former,
       (SELECT count(*) FROM standing WHERE standing.class = class.id AND standing.verdict = 'counts') AS completed,
       count(session.id) FILTER (WHERE session.status = 'held') AS held,
       count(session.id) FILTER (WHERE session.status <> 'cancelled') AS planned,
       count(session.id) FILTER (WHERE session.status = 'planned' AND session.date <= ?1) AS overdue,
       count(session.id) FILTER (WHERE session.status = 'planned' AND session.date IS NULL) AS undated,
       min(session.number) FILTER (WHERE session.status = 'planned') AS next_number,
       min(session.date) FILTER (WHERE session.status = 'planned') AS next_date,
       EXISTS (SELECT 1 FROM conflict WHERE conflict.object = class.id) AS unsettled
FROM class
JOIN school ON school.id = class.school
JOIN course ON course.id = class.course
LEFT JOIN session ON session.class = class.id AND session.deleted = 0
WHERE class.deleted = 0 AND (?2 IS NULL OR class.id = ?2)
GROUP BY class.id
