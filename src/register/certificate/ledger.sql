-- Which certificates are wanted, and their order, follows.
SELECT certificate.id, certificate.year, certificate.number, series.letters, certificate.class,
       certificate.content, certificate.code, certificate.revoked_on, certificate.reason,
       survivor.id AS survivor, survivor.given, survivor.family, survivor.alias,
       survivor.protection = 'erased' AS erased,
       standing.attended, standing.verdict,
       replacing.year AS replacing_year, replacing.number AS replacing_number,
       replacing_series.letters AS replacing_letters
FROM certificate
JOIN series ON series.id = certificate.series
JOIN student ON student.id = certificate.student
JOIN student AS survivor ON survivor.id = student.survivor
LEFT JOIN standing ON standing.student = survivor.id AND standing.class = certificate.class
LEFT JOIN certificate AS replacing ON replacing.replaces = certificate.id AND replacing.deleted = 0
LEFT JOIN series AS replacing_series ON replacing_series.id = replacing.series
WHERE certificate.deleted = 0
