-- Several people's changes: those that do not hold, those that wait, and what they disagree on.

-- Why a change does not hold: NULL where it does. It is kept and passed on, and counts as here unless it is quarantined.
ALTER TABLE change ADD COLUMN aside TEXT;
CREATE INDEX change_aside ON change (aside) WHERE aside IS NOT NULL;
-- The first `seq` of an origin from which nothing of it holds: two machines wrote it, or its maker gave it up. NULL where all does.
ALTER TABLE origin ADD COLUMN closed INTEGER;
-- Where this copy began with less than everything: up to which change. NULL where it has all.
ALTER TABLE origin ADD COLUMN base INTEGER;
-- Whether what was left out then is needed after all.
ALTER TABLE register ADD COLUMN needs_history INTEGER NOT NULL DEFAULT 0;

-- Changes as they came: those whose earlier ones are not here yet, and those of a closed origin.
CREATE TABLE change_apart (
    origin INTEGER NOT NULL REFERENCES origin (id),
    seq INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    waits INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (origin, seq, hash)
) STRICT;

-- Whether an op is not here because nothing depended on it when this copy began.
ALTER TABLE op_apart ADD COLUMN left_out INTEGER NOT NULL DEFAULT 0;
-- Where a copy began with less than everything: the ops that those left out had replaced.
CREATE TABLE named_before (
    object INTEGER NOT NULL REFERENCES object (id),
    field TEXT NOT NULL,
    origin INTEGER NOT NULL REFERENCES origin (id),
    seq INTEGER NOT NULL,
    idx INTEGER NOT NULL,
    PRIMARY KEY (object, field, origin, seq, idx)
) STRICT, WITHOUT ROWID;

-- Derived: rows of which somebody must look at a field, or at whether they are removed.
CREATE TABLE conflict (
    object INTEGER NOT NULL REFERENCES object (id),
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    PRIMARY KEY (object, kind, field)
) STRICT, WITHOUT ROWID;

-- Every erasure that is known, also from changes that wait, and the rows it reaches.
CREATE TABLE erasure (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    -- What its op says: the rows, the one field of everybody, and what its maker had.
    told TEXT NOT NULL CHECK (json_valid(told)),
    -- The change that it came with, and whether that is applied here.
    origin INTEGER NOT NULL REFERENCES origin (id),
    seq INTEGER NOT NULL,
    applied INTEGER NOT NULL,
    -- Whether it is about one field of all students.
    of_everybody INTEGER NOT NULL
) STRICT;
CREATE INDEX erasure_of_everybody ON erasure (id) WHERE of_everybody;
CREATE INDEX erasure_by_change ON erasure (origin, seq);
CREATE TABLE erasure_reach (
    row BLOB NOT NULL CHECK (length(row) = 16),
    erasure INTEGER NOT NULL REFERENCES erasure (id),
    PRIMARY KEY (row, erasure)
) STRICT, WITHOUT ROWID;
CREATE INDEX erasure_reach_by_erasure ON erasure_reach (erasure);
-- Who was said to be whom: an erasure reaches both.
CREATE INDEX op_joining ON op (value) WHERE field = 'merged_into';
-- Grants and certificates are few among the rows, and asked for with changes that come.
CREATE INDEX object_of_grant ON object (id) WHERE entity = 22;
CREATE INDEX object_of_certificate ON object (id) WHERE entity = 13;
