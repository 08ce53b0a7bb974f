SELECT id, given, family, birth_date, legal_sex, study_path, grade, email, number_digest
FROM student
WHERE deleted = 0 AND merged_into IS NULL AND protection = 'none'
ORDER BY id
