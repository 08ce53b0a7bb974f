SELECT op.id, object.entity, op.object, op.field, op.value
FROM op
JOIN object ON object.id = op.object
WHERE op.id BETWEEN (SELECT first_op FROM change WHERE id = ?1) AND (SELECT last_op FROM change WHERE id = ?1)
  AND op.change = ?1
ORDER BY op.id
