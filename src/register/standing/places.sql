-- The places of everyone chosen, those merged into them included, student by student. CROSS JOIN keeps SQLite
-- to this order: the chosen are few, the enrolments many.
-- The last column is the day the enrolment was written (UTC).
WITH member AS (
    SELECT chosen.student AS survivor, chosen.student AS id FROM temp.chosen AS chosen
    UNION ALL
    SELECT student.merged_into, student.id
    FROM temp.chosen AS chosen
    CROSS JOIN student ON student.merged_into = chosen.student
)
SELECT member.survivor, member.id, class.course, class.id, enrolment.starts_on, enrolment.ends_on,
       (SELECT date((change.stamp >> 16) / 1000, 'unixepoch')
        FROM op JOIN change ON change.id = op.change
        WHERE op.object = enrolment.id AND op.field IS NULL)
FROM member
CROSS JOIN student ON student.id = member.id AND student.deleted = 0
CROSS JOIN enrolment ON enrolment.student = member.id AND enrolment.deleted = 0
CROSS JOIN class ON class.id = enrolment.class AND class.deleted = 0
ORDER BY member.survivor, member.id
