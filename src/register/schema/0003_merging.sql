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
-- What undid a change, or did it again, is asked of each that comes.
CREATE INDEX change_undoing ON change (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX change_redoing ON change (redoes) WHERE redoes IS NOT NULL;
-- Grants and certificates are few among the rows, and asked for with changes that come.
CREATE INDEX object_of_grant ON object (id) WHERE entity = 22;
CREATE INDEX object_of_certificate ON object (id) WHERE entity = 13;

-- Working together. None of this is journalled: it belongs to this copy.

-- Where the register is shared; no row where it is not.
CREATE TABLE sharing (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    -- The place's address, without a password.
    place TEXT NOT NULL,
    -- The key that the register was shared with first: who is in it is signed by its owner, or by whom they let in.
    founder BLOB NOT NULL CHECK (length(founder) = 32),
    -- While one waits to be let in: the code that was given.
    invitation BLOB,
    -- When everything was sent and fetched last: milliseconds since 1970 (UTC).
    exchanged INTEGER
) STRICT;
-- Keys that what is shared is encrypted with; of a scope the newest encrypts.
CREATE TABLE scope_key (
    scope TEXT NOT NULL,
    id BLOB NOT NULL CHECK (length(id) = 8),
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    made INTEGER NOT NULL,
    PRIMARY KEY (scope, id)
) STRICT;
-- What coordinators have said of who is in it, signed, as it came.
CREATE TABLE statement (
    author BLOB NOT NULL CHECK (length(author) = 16),
    n INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (author, n)
) STRICT;
-- Derived of that: who may write what.
CREATE TABLE member (
    device BLOB PRIMARY KEY CHECK (length(device) = 16),
    role TEXT NOT NULL,
    gone INTEGER NOT NULL
) STRICT;
-- How far each row of files in the place has been read, or written where it is one's own.
CREATE TABLE feed (
    path TEXT PRIMARY KEY,
    next INTEGER NOT NULL,
    last BLOB NOT NULL CHECK (length(last) = 32),
    -- Of one's own: the last change that was looked through for it, by local key.
    scanned INTEGER NOT NULL DEFAULT 0
) STRICT;
-- The rows that belonged to a scope when it was written last.
CREATE TABLE scope_row (
    scope TEXT NOT NULL,
    row BLOB NOT NULL CHECK (length(row) = 16),
    PRIMARY KEY (scope, row)
) STRICT, WITHOUT ROWID;
-- What other members have said that they hold, and when: milliseconds since 1970 (UTC).
CREATE TABLE heard (
    member BLOB NOT NULL CHECK (length(member) = 16),
    device BLOB NOT NULL CHECK (length(device) = 16),
    epoch INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    said INTEGER NOT NULL,
    PRIMARY KEY (member, device, epoch)
) STRICT;
-- The folders that they say they have written in, each with the number of its next item.
CREATE TABLE reach (
    member BLOB NOT NULL CHECK (length(member) = 16),
    path TEXT NOT NULL,
    next INTEGER NOT NULL,
    PRIMARY KEY (member, path)
) STRICT, WITHOUT ROWID;
-- What their changes have come to, by scope: a hash in hexadecimal.
CREATE TABLE heard_contents (
    member BLOB NOT NULL CHECK (length(member) = 16),
    scope TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (member, scope)
) STRICT, WITHOUT ROWID;
-- What is to be sent to the place, in this order, and has not arrived there: encrypted files, and files that are to go.
CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path TEXT NOT NULL,
    bytes BLOB
) STRICT;
CREATE INDEX outbox_by_path ON outbox (path);
-- Packages that were given to somebody, and the one that this register is: then it is written with that one's computer.
-- Who writes in this file, where it is somebody else than this computer otherwise is: an opened package, or a copy that came in
-- after the computer had been in it before.
CREATE TABLE own_identity (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    device BLOB NOT NULL CHECK (length(device) = 16)
) STRICT;

CREATE TABLE package (
    id BLOB PRIMARY KEY CHECK (length(id) = 16),
    device BLOB NOT NULL CHECK (length(device) = 16),
    name TEXT NOT NULL,
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    made INTEGER NOT NULL,
    own INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX package_of_its_own ON package (own) WHERE own;
