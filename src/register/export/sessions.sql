SELECT class.name AS class, school.name AS school, class.term, session.number, session.date, session.starts_at,
       session.minutes, session.place, session.leader, session.status,
       (SELECT count(*) FROM attendance
        WHERE attendance.session = session.id AND attendance.deleted = 0
          AND (attendance.mark = 'P' OR attendance.mark GLOB 'L*')) AS there,
       (SELECT count(DISTINCT enrolment.student) FROM enrolment
        WHERE enrolment.class = class.id AND enrolment.deleted = 0) AS students
FROM session
JOIN class ON class.id = session.class AND class.deleted = 0
JOIN school ON school.id = class.school
WHERE session.deleted = 0
ORDER BY session.date IS NULL, session.date, session.starts_at, school.name, class.name, session.number
