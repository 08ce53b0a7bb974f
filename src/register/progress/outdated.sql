-- Valid certificates that say what the register no longer does: another name, other hours, or that the student counts.
SELECT count(*)
FROM certificate
JOIN student AS holder ON holder.id = certificate.student
JOIN student ON student.id = coalesce(holder.merged_into, holder.id)
LEFT JOIN standing ON standing.student = student.id AND standing.class = certificate.class
WHERE certificate.deleted = 0 AND certificate.revoked_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM certificate AS newer WHERE newer.replaces = certificate.id)
  AND (certificate.content ->> 'student'
       <> coalesce(student.alias, trim(coalesce(student.given, '') || ' ' || coalesce(student.family, '')))
       OR standing.attended IS NULL
       OR standing.attended <> certificate.content ->> 'attended'
       OR (certificate.kind = 'participation' AND standing.verdict <> 'counts'))
