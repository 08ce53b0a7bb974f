-- Which sessions are wanted, and their order, follows.
SELECT session.*, object.uid, class.name AS class_name, school.name AS school_name,
       (SELECT count(*) FROM op WHERE op.object = session.id AND op.field IS NOT NULL) AS revision,
       (SELECT count(DISTINCT enrolment.student) FROM enrolment
        JOIN attendance ON attendance.session = session.id AND attendance.student = enrolment.student
        WHERE enrolment.class = class.id AND enrolment.deleted = 0 AND enrolment.guest = 0
          AND attendance.deleted = 0 AND attendance.mark IS NOT NULL
          AND (enrolment.starts_on IS NULL OR session.date IS NULL OR enrolment.starts_on <= session.date)
          AND (enrolment.ends_on IS NULL OR session.date IS NULL OR enrolment.ends_on >= session.date)) AS reported,
       (SELECT count(DISTINCT enrolment.student) FROM enrolment
        WHERE enrolment.class = class.id AND enrolment.deleted = 0 AND enrolment.guest = 0
          AND (enrolment.starts_on IS NULL OR session.date IS NULL OR enrolment.starts_on <= session.date)
          AND (enrolment.ends_on IS NULL OR session.date IS NULL OR enrolment.ends_on >= session.date)) AS expected
FROM session
JOIN object ON object.id = session.id
JOIN class ON class.id = session.class AND class.deleted = 0
JOIN school ON school.id = class.school
WHERE session.deleted = 0
