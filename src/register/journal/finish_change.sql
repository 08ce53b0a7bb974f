UPDATE change SET kind = ?2, detail = ?3, undoes = ?4, redoes = ?5, last_op = ?6 WHERE id = ?1
