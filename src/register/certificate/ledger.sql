-- Which certificates are wanted, and their order, follows.
SELECT certificate.id, certificate.year, certificate.number, series.letters, certificate.class,
       certificate.name, certificate.content, certificate.code, certificate.revoked_on, certificate.reason,
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
-- Two may have been issued in its place, on two computers: the one with the least number is told.
LEFT JOIN certificate AS replacing ON replacing.id = (
    SELECT later.id FROM certificate AS later JOIN series AS own ON own.id = later.series
    WHERE later.replaces = certificate.id AND later.deleted = 0
    ORDER BY later.year, own.letters, later.number LIMIT 1)
LEFT JOIN series AS replacing_series ON replacing_series.id = replacing.series
WHERE certificate.deleted = 0
