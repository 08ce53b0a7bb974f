INSERT INTO main.register SELECT * FROM source.register;
INSERT INTO main.origin SELECT * FROM source.origin;
-- Up to which of its changes each origin had come.
CREATE TEMP TABLE reach AS
SELECT origin, max(seq) AS seq FROM source.change WHERE wall < ?1 GROUP BY origin;
INSERT INTO main.object SELECT * FROM source.object;
INSERT INTO main.change
SELECT change.* FROM source.change AS change
JOIN temp.reach AS reach ON reach.origin = change.origin AND change.seq <= reach.seq
ORDER BY change.id;
INSERT INTO main.op
SELECT op.* FROM source.op AS op
JOIN main.change AS change ON change.id = op.change
ORDER BY op.id;
INSERT INTO main.op_parent
SELECT op_parent.* FROM source.op_parent AS op_parent
JOIN main.op AS op ON op.id = op_parent.op;
INSERT INTO main.named_before SELECT * FROM source.named_before;
INSERT INTO main.awaited
SELECT awaited.* FROM source.awaited AS awaited
JOIN main.change AS change ON change.id = awaited.change;
INSERT INTO main.pending SELECT * FROM source.pending;
