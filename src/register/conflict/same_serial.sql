-- Certificates under one number.
SELECT json_group_array(hex(object.uid))
FROM certificate
JOIN series ON series.id = certificate.series
JOIN object ON object.id = certificate.id
GROUP BY certificate.year, series.letters, certificate.number
HAVING count(*) > 1
