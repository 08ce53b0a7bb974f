-- Valid certificates whose name is no longer the student's.
SELECT count(*)
FROM certificate
JOIN student AS holder ON holder.id = certificate.student
JOIN student ON student.id = coalesce(holder.merged_into, holder.id)
WHERE certificate.deleted = 0 AND certificate.revoked_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM certificate AS newer WHERE newer.replaces = certificate.id)
  AND certificate.content ->> 'student'
      <> coalesce(student.alias, trim(coalesce(student.given, '') || ' ' || coalesce(student.family, '')))
