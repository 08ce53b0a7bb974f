SELECT op.id, object.entity, op.object, op.field, op.value,
       (SELECT max(parent) FROM op_parent WHERE op_parent.op = op.id)
FROM change
JOIN op ON op.id BETWEEN change.first_op AND change.last_op
JOIN object ON object.id = op.object
WHERE change.id = ?1
ORDER BY op.id
