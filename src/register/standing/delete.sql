-- Of everyone chosen, and of those who have been joined with one of them: they have no standing any more.
DELETE FROM standing
WHERE student IN (
    SELECT student.id FROM json_each(?1) AS chosen CROSS JOIN student ON student.survivor = chosen.value
)
