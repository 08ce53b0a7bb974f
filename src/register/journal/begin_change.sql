INSERT INTO change (id, uid, origin, seq, stamp, person, kind, detail, first_op, last_op, tried)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, '', '{}', ?7, ?7, ?8)
