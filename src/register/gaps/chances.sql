-- ?1 the course, ?2 today, ?3 the class that others near it come before the rest.
SELECT session.id, class.id, class.name, school.name, session.number, session.date
FROM session
JOIN class ON class.id = session.class AND class.deleted = 0 AND class.course = ?1
JOIN school ON school.id = class.school
WHERE session.deleted = 0 AND session.status = 'planned' AND session.date >= ?2
  AND session.date <= (SELECT ends_on FROM programme WHERE deleted = 0 ORDER BY id LIMIT 1)
ORDER BY class.school <> (SELECT school FROM class WHERE id = ?3),
         school.municipality IS NOT (SELECT school.municipality FROM class JOIN school ON school.id = class.school WHERE class.id = ?3),
         session.date, class.name, session.number
