-- ?1 one school, or NULL for all.
SELECT school.id, school.unit_code, school.name, school.kind, school.municipality, school.aliases,
       coalesce(here.classes, 0) AS classes, coalesce(here.students, 0) AS students
FROM school
LEFT JOIN (
    SELECT class.school, count(DISTINCT class.id) AS classes, count(DISTINCT standing.student) AS students
    FROM class
    LEFT JOIN standing ON standing.class = class.id
    WHERE class.deleted = 0 AND (?1 IS NULL OR class.school = ?1)
    GROUP BY class.school
) AS here ON here.school = school.id
WHERE school.deleted = 0 AND (?1 IS NULL OR school.id = ?1)
