-- Changes of this device that hold, newest first.
SELECT change.id, change.kind, change.detail
FROM change
JOIN origin ON origin.id = change.origin
WHERE origin.device = ?1 AND change.undone_by IS NULL AND change.aside IS NULL
ORDER BY origin.epoch DESC, change.seq DESC
