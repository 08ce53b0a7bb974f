SELECT count(*)
FROM attendance
JOIN session ON session.id = attendance.session
WHERE attendance.deleted = 0 AND attendance.mark IS NOT NULL
  AND (session.status <> 'held' OR session.date IS NULL OR session.deleted = 1)
