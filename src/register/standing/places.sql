-- The places of everyone chosen, those joined with them included, student by student. CROSS JOIN keeps SQLite
-- to this order: the chosen are few, the enrolments many.
-- The last column is the day the enrolment was written (UTC).
SELECT member.survivor, member.id, class.course, class.id, enrolment.starts_on, enrolment.ends_on,
       (SELECT date(min(change.wall) / 1000, 'unixepoch')
        FROM op JOIN change ON change.id = op.change
        WHERE op.object = enrolment.id AND op.field IS NULL)
FROM json_each(?1) AS chosen
CROSS JOIN student AS member ON member.survivor = chosen.value AND member.deleted = 0
CROSS JOIN object ON object.id = member.id
CROSS JOIN enrolment ON enrolment.student = member.id AND enrolment.deleted = 0
CROSS JOIN class ON class.id = enrolment.class AND class.deleted = 0
ORDER BY member.survivor, object.uid
