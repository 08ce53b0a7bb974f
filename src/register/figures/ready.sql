-- Of those chosen, who count in a course and have no valid Deltagarintyg of it: whether protected, in how many courses.
SELECT student.id, student.protection <> 'none', count(DISTINCT standing.course)
FROM json_each(?1) AS chosen
CROSS JOIN student ON student.id = chosen.value AND student.deleted = 0 AND student.protection <> 'erased'
CROSS JOIN standing ON standing.student = chosen.value AND standing.verdict = 'counts'
WHERE NOT EXISTS (
    SELECT 1
    FROM certificate
    CROSS JOIN class ON class.id = certificate.class AND class.course = standing.course
    WHERE certificate.student IN (
          SELECT entry.id FROM student AS entry WHERE entry.survivor = student.id)
      AND certificate.deleted = 0 AND certificate.kind = 'participation' AND certificate.revoked_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM certificate AS newer WHERE newer.replaces = certificate.id))
GROUP BY student.id
