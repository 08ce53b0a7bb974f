SELECT count(*) FROM attendance
WHERE attendance.student IN (SELECT student FROM temp.erasing) AND deleted = 0 AND mark IS NOT NULL
