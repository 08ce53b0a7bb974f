-- The newest undo of this device that still holds, as does what it undid, if no change of another kind came after it.
SELECT undo.undoes
FROM change AS undo
JOIN origin ON origin.id = undo.origin
JOIN change AS undone ON undone.id = undo.undoes
WHERE origin.device = ?1
  AND undone.undone_by = undo.id AND undo.aside IS NULL AND undone.aside IS NULL
  AND NOT EXISTS (
      SELECT 1
      FROM change AS later
      JOIN origin AS place ON place.id = later.origin
      WHERE place.device = ?1 AND (place.epoch, later.seq) > (origin.epoch, undo.seq)
        AND later.kind NOT IN ('undone', 'redone', 'person_added')
  )
ORDER BY origin.epoch DESC, undo.seq DESC
LIMIT 1
