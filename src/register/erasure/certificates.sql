-- Certificates that say more than a number does.
SELECT count(*) FROM certificate
JOIN student ON student.id = certificate.student
WHERE certificate.student IN (SELECT value FROM json_each(?1))
  AND NOT (student.protection = 'erased' AND coalesce(certificate.name, certificate.content ->> 'student') = student.alias)
