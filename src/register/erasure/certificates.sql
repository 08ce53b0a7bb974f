SELECT count(*) FROM certificate
JOIN student ON student.id = certificate.student
WHERE certificate.student IN (SELECT student FROM temp.erasing)
  AND certificate.content ->> 'student' <> ''
