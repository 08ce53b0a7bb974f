-- Everyone who has or had a place in the class, guests apart; and the terms of the other classes they are in.
SELECT person.id, other.term
FROM (SELECT DISTINCT student.survivor AS id
      FROM enrolment JOIN student ON student.id = enrolment.student
      WHERE enrolment.class = ?1 AND enrolment.guest = 0) AS person
LEFT JOIN (SELECT student.survivor AS id, class.term
           FROM enrolment
           JOIN student ON student.id = enrolment.student
           JOIN class ON class.id = enrolment.class
           WHERE enrolment.class <> ?1 AND enrolment.deleted = 0 AND class.deleted = 0) AS other ON other.id = person.id
ORDER BY person.id
