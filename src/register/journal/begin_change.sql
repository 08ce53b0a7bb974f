INSERT INTO change (id, origin, seq, stamp, wall, placed, person, kind, detail, subjects, first_op, last_op, tried, hash)
VALUES (?1, ?2, ?3, ?4, ?5, ?4, ?6, '', '{}', x'', ?7, ?7, ?8, zeroblob(32))
