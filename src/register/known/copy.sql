INSERT INTO main.register SELECT * FROM source.register;
INSERT INTO main.origin SELECT * FROM source.origin;
INSERT INTO main.change SELECT * FROM source.change WHERE id <= ?1;
INSERT INTO main.op
SELECT op.* FROM source.op AS op
JOIN source.change AS change ON change.id = op.change
WHERE change.id <= ?1 ORDER BY op.id;
INSERT INTO main.object SELECT * FROM source.object WHERE id IN (SELECT object FROM main.op);
