SELECT count(*) FROM attendance
WHERE attendance.student IN (SELECT value FROM json_each(?1)) AND deleted = 0 AND mark IS NOT NULL
