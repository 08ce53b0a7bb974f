-- Of everyone chosen, and of those who have been joined with one of them: they have no standing any more.
DELETE FROM standing
WHERE student IN (
    SELECT student FROM temp.chosen
    UNION ALL
    SELECT student.id FROM temp.chosen AS chosen CROSS JOIN student ON student.merged_into = chosen.student
)
