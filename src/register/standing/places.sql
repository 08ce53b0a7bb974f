-- The places of everyone chosen, those merged into them included, student by student.
SELECT chosen.student, member.id, class.course, class.id, enrolment.starts_on, enrolment.ends_on
FROM temp.chosen AS chosen
JOIN student AS member ON member.id = chosen.student OR member.merged_into = chosen.student
JOIN enrolment ON enrolment.student = member.id AND enrolment.deleted = 0
JOIN class ON class.id = enrolment.class AND class.deleted = 0
WHERE member.deleted = 0
ORDER BY chosen.student, member.id
