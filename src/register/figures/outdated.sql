-- Valid certificates of those chosen that say what the register no longer does: another name, other hours, or that the
-- student counts.
SELECT student.id, count(*)
FROM json_each(?1) AS chosen
CROSS JOIN student ON student.id = chosen.value
CROSS JOIN student AS holder ON holder.survivor = student.id
CROSS JOIN certificate ON certificate.student = holder.id
LEFT JOIN standing ON standing.student = student.id AND standing.class = certificate.class
WHERE certificate.deleted = 0 AND certificate.revoked_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM certificate AS newer WHERE newer.replaces = certificate.id)
  AND (coalesce(certificate.name, certificate.content ->> 'student')
       <> coalesce(student.alias, trim(coalesce(student.given, '') || ' ' || coalesce(student.family, '')))
       OR standing.attended IS NULL
       OR standing.attended <> certificate.content ->> 'attended'
       OR (certificate.kind = 'participation' AND standing.verdict <> 'counts'))
GROUP BY student.id
