SELECT standing.*, class.name AS class_name, class.term, object.uid, school.name AS school_name, school.unit_code,
       course.name AS course_name, course.rule_kind, course.rule_value
FROM standing
JOIN class ON class.id = standing.class
JOIN object ON object.id = class.id
JOIN school ON school.id = class.school
JOIN course ON course.id = standing.course
WHERE standing.student = ?1
ORDER BY course.name, class.term, object.uid
