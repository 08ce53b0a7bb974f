SELECT class.name,
       (SELECT count(DISTINCT enrolment.student) FROM enrolment
        WHERE enrolment.class = class.id AND enrolment.deleted = 0
          AND enrolment.guest = 0 AND enrolment.ends_on IS NULL)
FROM class
WHERE class.id = ?1
