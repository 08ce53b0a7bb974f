-- ?1 one school, or NULL for all; ?2 today.
SELECT school.id, school.unit_code, school.name, school.kind, school.municipality, school.aliases,
       coalesce(here.classes, 0) AS classes, coalesce(here.students, 0) AS students,
       coalesce(here.students - here.present, 0) AS former
FROM school
LEFT JOIN (
    SELECT class.school, count(DISTINCT class.id) AS classes, count(DISTINCT standing.student) AS students,
           count(DISTINCT standing.student) FILTER (
               WHERE EXISTS (
                   SELECT 1 FROM enrolment JOIN student ON student.id = enrolment.student AND student.deleted = 0
                   WHERE enrolment.class = class.id AND enrolment.deleted = 0
                     AND student.survivor = standing.student
                     AND (enrolment.ends_on IS NULL OR enrolment.ends_on >= ?2))
           ) AS present
    FROM class
    LEFT JOIN standing ON standing.class = class.id
    WHERE class.deleted = 0 AND (?1 IS NULL OR class.school = ?1)
    GROUP BY class.school
) AS here ON here.school = school.id
WHERE school.deleted = 0 AND (?1 IS NULL OR school.id = ?1)
