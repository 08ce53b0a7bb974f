SELECT own.uid, series_object.uid AS series_uid, series.letters, series.device, series.epoch,
       student_object.uid AS student_uid, class_object.uid AS class_uid,
       school_object.uid AS school_uid, course_object.uid AS course_uid, class.name AS class_name, class.term, replaced.uid AS replaces_uid,
       certificate.year, certificate.number, certificate.kind, certificate.name, certificate.content, certificate.code,
       certificate.revoked_on, certificate.reason
FROM certificate
JOIN object AS own ON own.id = certificate.id
JOIN series ON series.id = certificate.series
JOIN object AS series_object ON series_object.id = series.id
JOIN object AS student_object ON student_object.id = certificate.student
JOIN object AS class_object ON class_object.id = certificate.class
JOIN class ON class.id = certificate.class
JOIN object AS school_object ON school_object.id = class.school
JOIN object AS course_object ON course_object.id = class.course
LEFT JOIN object AS replaced ON replaced.id = certificate.replaces
WHERE certificate.deleted = 0
ORDER BY certificate.id
