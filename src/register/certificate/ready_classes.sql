-- A student who counts in several classes is ready in the first of them only: the one that was made first, which its UUID
-- begins with.
WITH valid AS MATERIALIZED (
    SELECT holder.survivor AS student, class.course, certificate.class
    FROM certificate
    JOIN student AS holder ON holder.id = certificate.student
    JOIN class ON class.id = certificate.class
    WHERE certificate.deleted = 0 AND certificate.kind = 'participation'
      AND certificate.revoked_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM certificate AS newer WHERE newer.replaces = certificate.id)
),
ready AS (
    SELECT min(uid) AS uid
    FROM (SELECT standing.student, standing.course, object.uid, 0 AS has_one
          FROM standing
          JOIN object ON object.id = standing.class
          JOIN student ON student.id = standing.student AND student.protection = 'none'
          WHERE standing.verdict = 'counts'
          UNION ALL
          SELECT student, course, NULL, 1 FROM valid)
    GROUP BY student, course
    HAVING max(has_one) = 0
),
counted AS (
    SELECT class, sum(ready) AS ready, sum(issued) AS issued
    FROM (SELECT object.id AS class, 1 AS ready, 0 AS issued FROM ready JOIN object ON object.uid = ready.uid
          UNION ALL
          SELECT class, 0, 1 FROM valid)
    GROUP BY class
)
SELECT class.id, class.name, school.name, class.term, counted.ready, counted.issued
FROM counted
JOIN class ON class.id = counted.class AND class.deleted = 0
JOIN school ON school.id = class.school
ORDER BY counted.ready = 0, school.name, class.name
