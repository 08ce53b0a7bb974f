-- Certificates in whose place others were issued: whether they are revoked, too, and which others.
SELECT old.uid, certificate.revoked_on IS NOT NULL, json_group_array(hex(new.uid))
FROM certificate AS later
JOIN certificate ON certificate.id = later.replaces
JOIN object AS old ON old.id = certificate.id
JOIN object AS new ON new.id = later.id
GROUP BY certificate.id
