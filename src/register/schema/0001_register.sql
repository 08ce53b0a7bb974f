-- The journal: what was done, by whom, and from what to what.

CREATE TABLE register (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uid BLOB NOT NULL CHECK (length(uid) = 16)
) STRICT;

-- Where changes were made: one installation, between two restores.
CREATE TABLE origin (
    id INTEGER PRIMARY KEY,
    device BLOB NOT NULL CHECK (length(device) = 16),
    epoch INTEGER NOT NULL CHECK (epoch > 0),
    UNIQUE (device, epoch)
) STRICT;

-- Numbers and references are local. Across copies a change is known by its origin and `seq`, an op by its change and `idx`,
-- a row by its `uid`.
CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    origin INTEGER NOT NULL REFERENCES origin (id),
    seq INTEGER NOT NULL CHECK (seq > 0),
    -- Hybrid logical clock: milliseconds since 1970 (UTC) times 65536, plus a counter.
    stamp INTEGER NOT NULL,
    -- The wall clock of who made it: milliseconds since 1970 (UTC).
    wall INTEGER NOT NULL,
    -- Derived: the least stamp of this and of later changes of the origin. Where a clock ran ahead for a while, what was made
    -- then still stands before what came after.
    placed INTEGER NOT NULL,
    person INTEGER REFERENCES object (id),
    kind TEXT NOT NULL,
    -- What was done, as JSON: what it is about by its place in `subjects`, which is CBOR.
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    subjects BLOB NOT NULL,
    undoes INTEGER REFERENCES change (id),
    redoes INTEGER REFERENCES change (id),
    -- Origins that hold no longer, as CBOR; NULL where none.
    voids BLOB,
    first_op INTEGER NOT NULL,
    last_op INTEGER NOT NULL,
    -- Whether the day was set by hand, for trying.
    tried INTEGER NOT NULL DEFAULT 0,
    -- SHA-256 over commitments to what the change holds.
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    -- Derived: the undo that holds at the moment.
    undone_by INTEGER REFERENCES change (id),
    UNIQUE (origin, seq)
) STRICT;

CREATE INDEX change_by_stamp ON change (stamp);
CREATE INDEX change_by_place ON change (placed);

-- Every row that the journal speaks of. Its `id` is the row's key in the entity's own table.
CREATE TABLE object (
    id INTEGER PRIMARY KEY,
    entity INTEGER NOT NULL,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16)
) STRICT;

CREATE TABLE op (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id),
    -- Its place in the change, from 0.
    idx INTEGER NOT NULL,
    object INTEGER NOT NULL REFERENCES object (id),
    -- NULL: a new row, whose value is a JSON object of its fields.
    field TEXT,
    value ANY,
    -- What keeps values from being guessed from their commitments: one seed for all, or, as CBOR, a salt or a commitment each.
    salts BLOB NOT NULL,
    -- For undo and redo: the op whose value this one sets back.
    restores INTEGER REFERENCES op (id),
    -- Whether it was made from an alias, so that no erasure concerns it.
    pseudonym INTEGER NOT NULL DEFAULT 0,
    -- The erasures its maker knew to concern its row, as CBOR; NULL where none.
    aware BLOB,
    -- Whether a value has been taken out of it for good.
    erased INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX op_by_object ON op (object, field);

-- The op or ops whose value an op replaces.
CREATE TABLE op_parent (
    op INTEGER NOT NULL REFERENCES op (id),
    parent INTEGER NOT NULL REFERENCES op (id),
    PRIMARY KEY (op, parent)
) STRICT, WITHOUT ROWID;

-- Ops that were withheld, as their digest, or that this version of the program does not understand, as they came.
CREATE TABLE op_apart (
    change INTEGER NOT NULL REFERENCES change (id),
    idx INTEGER NOT NULL,
    -- NULL where not even the row is known.
    object INTEGER REFERENCES object (id),
    bytes BLOB NOT NULL,
    PRIMARY KEY (change, idx)
) STRICT, WITHOUT ROWID;
CREATE INDEX op_apart_by_object ON op_apart (object);

-- What a change or one of its ops names and is not here yet: `role` is parent, restores, undoes or redoes.
CREATE TABLE awaited (
    change INTEGER NOT NULL REFERENCES change (id),
    op INTEGER REFERENCES op (id),
    role TEXT NOT NULL,
    origin INTEGER NOT NULL REFERENCES origin (id),
    seq INTEGER NOT NULL,
    idx INTEGER
) STRICT;
CREATE INDEX awaited_by_change ON awaited (origin, seq);
CREATE INDEX awaited_of_change ON awaited (change);

-- Derived: rows that stand in no table yet, since one they point at is not here.
CREATE TABLE pending (
    object INTEGER NOT NULL REFERENCES object (id),
    awaits INTEGER NOT NULL REFERENCES object (id),
    PRIMARY KEY (object, awaits)
) STRICT, WITHOUT ROWID;
CREATE INDEX pending_by_awaited ON pending (awaits);

-- Files that rows name by their SHA-256: pictures, and reports as they were made.
CREATE TABLE stored_file (
    digest TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) STRICT;

-- The tables of the entities follow: they are made of `journal/rows.rs`. `deleted` is the tombstone.
