-- An entry that is joined with another and still has a name, where another computer than ?2 said so last.
SELECT student.given, student.family, student.alias, remains.given, remains.family, remains.alias,
       coalesce(person.name, '')
FROM student
JOIN student AS remains ON remains.id = student.survivor
JOIN change ON change.id = (
    SELECT op.change FROM op JOIN change ON change.id = op.change
    WHERE op.object = student.id AND op.field = 'merged_into' AND change.aside IS NULL
    ORDER BY change.placed DESC, change.seq DESC LIMIT 1)
JOIN origin ON origin.id = change.origin
LEFT JOIN person ON person.id = change.person
WHERE student.id = ?1 AND student.merged_into IS NOT NULL AND student.survivor <> student.id
  AND student.protection NOT IN ('erased') AND origin.device IS NOT ?2
