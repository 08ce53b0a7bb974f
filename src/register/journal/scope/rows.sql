-- ?1 the classes. What belongs to them, students apart: removed rows, too.
WITH chosen (id) AS (SELECT value FROM json_each(?1)),
rows (id) AS (
    SELECT id FROM chosen
    UNION SELECT class.school FROM chosen JOIN class ON class.id = chosen.id
    UNION SELECT class.course FROM chosen JOIN class ON class.id = chosen.id
    UNION SELECT course_session.id FROM chosen JOIN class ON class.id = chosen.id
          JOIN course_session ON course_session.course = class.course
    UNION SELECT municipal_target.id FROM chosen JOIN class ON class.id = chosen.id
          JOIN municipal_target ON municipal_target.course = class.course
    UNION SELECT class_teacher.id FROM chosen JOIN class_teacher ON class_teacher.class = chosen.id
    UNION SELECT class_teacher.person FROM chosen JOIN class_teacher ON class_teacher.class = chosen.id
    UNION SELECT enrolment.id FROM chosen JOIN enrolment ON enrolment.class = chosen.id
    UNION SELECT session.id FROM chosen JOIN session ON session.class = chosen.id
    UNION SELECT attendance.id FROM chosen JOIN session ON session.class = chosen.id
          JOIN attendance ON attendance.session = session.id
    UNION SELECT exemption.id FROM chosen JOIN session ON session.class = chosen.id
          JOIN exemption ON exemption.session = session.id
    UNION SELECT announced_absence.id FROM chosen JOIN session ON session.class = chosen.id
          JOIN announced_absence ON announced_absence.session = session.id
)
SELECT object.uid FROM rows JOIN object ON object.id = rows.id
