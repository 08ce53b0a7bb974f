-- Of those chosen, who count in a course and have no valid Deltagarintyg of it: whether protected, in how many courses.
SELECT chosen.student, student.protection <> 'none', count(DISTINCT standing.course)
FROM temp.chosen AS chosen
CROSS JOIN student ON student.id = chosen.student AND student.deleted = 0 AND student.protection <> 'erased'
CROSS JOIN standing ON standing.student = chosen.student AND standing.verdict = 'counts'
WHERE NOT EXISTS (
    SELECT 1
    FROM certificate
    CROSS JOIN class ON class.id = certificate.class AND class.course = standing.course
    WHERE certificate.student IN (
          SELECT student.id
          UNION ALL SELECT merged.id FROM student AS merged WHERE merged.merged_into = student.id)
      AND certificate.deleted = 0 AND certificate.kind = 'participation' AND certificate.revoked_on IS NULL
      AND NOT EXISTS (SELECT 1 FROM certificate AS newer WHERE newer.replaces = certificate.id))
GROUP BY chosen.student
