INSERT OR IGNORE INTO temp.chosen
SELECT coalesce(student.merged_into, student.id)
FROM enrolment
JOIN student ON student.id = enrolment.student
WHERE enrolment.class = ?1
