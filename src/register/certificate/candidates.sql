-- The class's students, and the valid Deltagarintyg each has in the class's course.
SELECT student.id, student.given, student.family, student.alias, standing.verdict, student.protection,
       (SELECT max(certificate.id)
        FROM certificate
        CROSS JOIN class AS issued_in ON issued_in.id = certificate.class
        WHERE certificate.student IN (
              SELECT entry.id FROM student AS entry WHERE entry.survivor = student.id)
          AND issued_in.course = standing.course
          AND certificate.deleted = 0 AND certificate.kind = 'participation'
          AND certificate.revoked_on IS NULL
          AND NOT EXISTS (SELECT 1 FROM certificate AS newer WHERE newer.replaces = certificate.id))
FROM standing
JOIN student ON student.id = standing.student
WHERE standing.class = ?1 AND student.deleted = 0
ORDER BY student.sort_key, student.id
