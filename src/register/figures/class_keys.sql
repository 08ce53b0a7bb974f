SELECT class.id, object.uid, class.name, school.municipality, coalesce(school.unit_code, school.name) AS school_key,
       school.name AS school_name, class.study_path, class.term, school.kind
FROM class
JOIN object ON object.id = class.id
JOIN school ON school.id = class.school
WHERE class.course = ?1 AND class.deleted = 0
