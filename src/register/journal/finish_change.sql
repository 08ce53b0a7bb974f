UPDATE change SET kind = ?2, detail = ?3, subjects = ?4, undoes = ?5, redoes = ?6, last_op = ?7, hash = ?8 WHERE id = ?1
