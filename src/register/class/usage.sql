SELECT (SELECT count(*) FROM attendance
        JOIN session ON session.id = attendance.session
        WHERE session.class = ?1 AND attendance.deleted = 0 AND attendance.mark IS NOT NULL),
       (SELECT count(*) FROM certificate WHERE certificate.class = ?1 AND certificate.deleted = 0)
