-- Valid certificates of one kind, for one person and class.
SELECT json_group_array(hex(object.uid))
FROM certificate
JOIN object ON object.id = certificate.id
JOIN student ON student.id = certificate.student
WHERE certificate.revoked_on IS NULL
  AND NOT EXISTS (SELECT 1 FROM certificate AS later WHERE later.replaces = certificate.id)
GROUP BY student.survivor, certificate.class, certificate.kind
HAVING count(*) > 1
