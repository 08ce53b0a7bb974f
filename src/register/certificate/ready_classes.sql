-- A student who counts in several classes is ready in the first of them only.
WITH valid AS (
    SELECT coalesce(holder.merged_into, holder.id) AS student, class.course, certificate.class
    FROM certificate
    JOIN student AS holder ON holder.id = certificate.student
    JOIN class ON class.id = certificate.class
    WHERE certificate.deleted = 0 AND certificate.kind = 'participation'
      AND certificate.revoked_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM certificate AS newer WHERE newer.replaces = certificate.id)
),
ready AS (
    SELECT min(standing.class) AS class
    FROM standing
    JOIN student ON student.id = standing.student AND student.protection = 'none'
    WHERE standing.verdict = 'counts'
      AND NOT EXISTS (
          SELECT 1 FROM valid
          WHERE valid.student = standing.student AND valid.course = standing.course)
    GROUP BY standing.student, standing.course
)
SELECT class.id, class.name, school.name, class.term,
       (SELECT count(*) FROM ready WHERE ready.class = class.id) AS ready,
       (SELECT count(*) FROM valid WHERE valid.class = class.id) AS issued
FROM class
JOIN school ON school.id = class.school
WHERE class.deleted = 0
  AND (class.id IN (SELECT class FROM ready) OR class.id IN (SELECT class FROM valid))
ORDER BY ready = 0, school.name, class.name
