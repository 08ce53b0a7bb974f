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

CREATE TABLE change (
    id INTEGER PRIMARY KEY,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16),
    origin INTEGER NOT NULL REFERENCES origin (id),
    seq INTEGER NOT NULL CHECK (seq > 0),
    -- Hybrid logical clock: milliseconds since 1970 (UTC) times 65536, plus a counter.
    stamp INTEGER NOT NULL,
    person INTEGER REFERENCES object (id),
    kind TEXT NOT NULL,
    detail TEXT NOT NULL CHECK (json_valid(detail)),
    undoes INTEGER REFERENCES change (id),
    redoes INTEGER REFERENCES change (id),
    first_op INTEGER NOT NULL,
    last_op INTEGER NOT NULL,
    -- Whether the day was set by hand, for trying.
    tried INTEGER NOT NULL DEFAULT 0,
    -- Derived: the undo that holds at the moment.
    undone_by INTEGER REFERENCES change (id),
    UNIQUE (origin, seq)
) STRICT;

CREATE INDEX change_by_stamp ON change (stamp);

-- Every row that the journal speaks of. Its `id` is the row's key in the entity's own table.
CREATE TABLE object (
    id INTEGER PRIMARY KEY,
    entity INTEGER NOT NULL,
    uid BLOB NOT NULL UNIQUE CHECK (length(uid) = 16)
) STRICT;

CREATE TABLE op (
    id INTEGER PRIMARY KEY,
    change INTEGER NOT NULL REFERENCES change (id),
    object INTEGER NOT NULL REFERENCES object (id),
    -- NULL: a new row, whose value is a JSON object of its fields.
    field TEXT,
    value ANY,
    -- For undo and redo: the op whose value this one sets back.
    restores INTEGER REFERENCES op (id),
    -- Whether a person's values have been taken out of it.
    erased INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX op_by_object ON op (object, field);

-- The op or ops whose value an op replaces.
CREATE TABLE op_parent (
    op INTEGER NOT NULL REFERENCES op (id),
    parent INTEGER NOT NULL REFERENCES op (id),
    PRIMARY KEY (op, parent)
) STRICT, WITHOUT ROWID;

-- The entities: what the journal says, as tables. `deleted` is the tombstone.

CREATE TABLE programme (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    starts_on TEXT NOT NULL,
    ends_on TEXT NOT NULL,
    partners TEXT,
    -- Where its days begin and end, as the IANA database names it.
    time_zone TEXT NOT NULL,
    place TEXT,
    signatory TEXT,
    -- Whether identity numbers are kept as keyed digests, for telling duplicates.
    number_digests INTEGER
) STRICT;

-- How certificates look, as JSON.
CREATE TABLE design (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    content TEXT NOT NULL
) STRICT;

-- Logos and signatures: the file as it was given, in Base64.
CREATE TABLE picture (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    digest TEXT NOT NULL,
    file TEXT NOT NULL
) STRICT;

CREATE TABLE course (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    target INTEGER NOT NULL,
    rule_kind TEXT NOT NULL,
    rule_value INTEGER NOT NULL,
    upper_secondary_only INTEGER NOT NULL,
    -- Whether students who come late can be exempted from sessions held before.
    exemptions INTEGER NOT NULL
) STRICT;

-- How many are to count among the students of a municipality.
CREATE TABLE municipal_target (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    course INTEGER NOT NULL REFERENCES course (id),
    municipality TEXT NOT NULL,
    target INTEGER NOT NULL
) STRICT;
CREATE INDEX municipal_target_by_course ON municipal_target (course);

CREATE TABLE course_session (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    course INTEGER NOT NULL REFERENCES course (id),
    number INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    title TEXT
) STRICT;
CREATE INDEX course_session_by_course ON course_session (course);

CREATE TABLE school (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    unit_code TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    municipality TEXT,
    aliases TEXT,
    valid_from TEXT,
    valid_to TEXT
) STRICT;

CREATE TABLE person (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    email TEXT,
    phone TEXT,
    role TEXT,
    school INTEGER REFERENCES school (id)
) STRICT;
CREATE INDEX person_by_school ON person (school);

CREATE TABLE class (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    school INTEGER NOT NULL REFERENCES school (id),
    name TEXT NOT NULL,
    course INTEGER NOT NULL REFERENCES course (id),
    term TEXT NOT NULL,
    study_path TEXT,
    grouping TEXT NOT NULL
) STRICT;
CREATE INDEX class_by_school ON class (school);
CREATE INDEX class_by_course ON class (course);

CREATE TABLE class_teacher (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    class INTEGER NOT NULL REFERENCES class (id),
    person INTEGER NOT NULL REFERENCES person (id)
) STRICT;
CREATE INDEX class_teacher_by_class ON class_teacher (class);
CREATE INDEX class_teacher_by_person ON class_teacher (person);

CREATE TABLE student (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    given TEXT,
    family TEXT,
    alias TEXT,
    protection TEXT NOT NULL,
    birth_date TEXT,
    legal_sex TEXT,
    study_path TEXT,
    grade INTEGER,
    email TEXT,
    number_digest TEXT,
    merged_into INTEGER REFERENCES student (id),
    -- Derived: orders names as Swedish does.
    sort_key BLOB
) STRICT;
CREATE INDEX student_by_name ON student (sort_key);
CREATE INDEX student_by_number ON student (number_digest) WHERE number_digest IS NOT NULL;
CREATE INDEX student_by_survivor ON student (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE enrolment (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    student INTEGER NOT NULL REFERENCES student (id),
    class INTEGER NOT NULL REFERENCES class (id),
    starts_on TEXT,
    ends_on TEXT,
    guest INTEGER NOT NULL
) STRICT;
CREATE INDEX enrolment_by_student ON enrolment (student);
CREATE INDEX enrolment_by_class ON enrolment (class);

CREATE TABLE session (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    class INTEGER NOT NULL REFERENCES class (id),
    number INTEGER NOT NULL,
    date TEXT,
    starts_at TEXT,
    minutes INTEGER NOT NULL,
    place TEXT,
    leader TEXT,
    note TEXT,
    status TEXT NOT NULL,
    reason TEXT
) STRICT;
CREATE INDEX session_by_class ON session (class);
CREATE INDEX session_by_date ON session (date);
CREATE INDEX session_to_log ON session (date) WHERE status = 'planned' AND deleted = 0;

CREATE TABLE attendance (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    session INTEGER NOT NULL REFERENCES session (id),
    student INTEGER NOT NULL REFERENCES student (id),
    -- P present, L15 late by 15 minutes, E excused, U unexcused; NULL not reported.
    mark TEXT
) STRICT;
CREATE INDEX attendance_by_student ON attendance (student, session);
CREATE INDEX attendance_by_session ON attendance (session);

-- A student who came later, exempt from a session held before; the reason in words.
CREATE TABLE exemption (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    session INTEGER NOT NULL REFERENCES session (id),
    student INTEGER NOT NULL REFERENCES student (id),
    reason TEXT
) STRICT;
CREATE INDEX exemption_by_student ON exemption (student);
CREATE INDEX exemption_by_session ON exemption (session);

-- An absence that was announced before the session.
CREATE TABLE announced_absence (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    session INTEGER NOT NULL REFERENCES session (id),
    student INTEGER NOT NULL REFERENCES student (id)
) STRICT;
CREATE INDEX announced_absence_by_session ON announced_absence (session);
CREATE INDEX announced_absence_by_student ON announced_absence (student);

CREATE TABLE series (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    letters TEXT NOT NULL,
    device TEXT NOT NULL,
    epoch INTEGER NOT NULL
) STRICT;

CREATE TABLE certificate (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    series INTEGER NOT NULL REFERENCES series (id),
    year INTEGER NOT NULL,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    student INTEGER NOT NULL REFERENCES student (id),
    class INTEGER NOT NULL REFERENCES class (id),
    content TEXT NOT NULL,
    -- What its page is checked by; NULL where the name is too long for one.
    code TEXT,
    replaces INTEGER REFERENCES certificate (id),
    revoked_on TEXT,
    reason TEXT
) STRICT;
CREATE INDEX certificate_by_serial ON certificate (series, year, number);
CREATE INDEX certificate_by_student ON certificate (student);
CREATE INDEX certificate_by_class ON certificate (class);
CREATE INDEX certificate_by_replaced ON certificate (replaces) WHERE replaces IS NOT NULL;

-- Reports as they were made: the file in Base64, and what was asked for as JSON.
CREATE TABLE report (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    made_on TEXT NOT NULL,
    name TEXT NOT NULL,
    about TEXT NOT NULL,
    digest TEXT NOT NULL,
    file TEXT NOT NULL
) STRICT;

-- How a school's lists were read the last time; the headings as a digest.
CREATE TABLE mapping (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    school INTEGER NOT NULL REFERENCES school (id),
    headers TEXT NOT NULL,
    columns TEXT NOT NULL
) STRICT;
CREATE INDEX mapping_by_school ON mapping (school);

-- "Inte samma person": two students somebody has looked at.
CREATE TABLE not_same (
    id INTEGER PRIMARY KEY REFERENCES object (id),
    deleted INTEGER NOT NULL DEFAULT 0,
    student INTEGER NOT NULL REFERENCES student (id),
    other INTEGER NOT NULL REFERENCES student (id)
) STRICT;
CREATE INDEX not_same_by_student ON not_same (student);
CREATE INDEX not_same_by_other ON not_same (other);

-- The key of digests of identity numbers. Not journalled, and gone when digests are no longer wanted.
CREATE TABLE digest_key (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    secret BLOB NOT NULL CHECK (length(secret) = 32)
) STRICT;

-- The keys that sign certificates' codes. Not journalled. A key that is no longer used keeps its public half only.
CREATE TABLE signing_key (
    id INTEGER PRIMARY KEY,
    public BLOB NOT NULL UNIQUE CHECK (length(public) = 32),
    secret BLOB CHECK (length(secret) = 32),
    made_on TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX signing_key_in_use ON signing_key (secret IS NOT NULL) WHERE secret IS NOT NULL;

-- Derived: how each student stands in each class, kept as marks change.
CREATE TABLE standing (
    student INTEGER NOT NULL REFERENCES student (id),
    class INTEGER NOT NULL REFERENCES class (id),
    course INTEGER NOT NULL REFERENCES course (id),
    verdict TEXT NOT NULL,
    planned INTEGER NOT NULL,
    exempt INTEGER NOT NULL,
    attended INTEGER NOT NULL,
    attended_sessions INTEGER NOT NULL,
    open INTEGER NOT NULL,
    open_sessions INTEGER NOT NULL,
    needed_sessions INTEGER,
    enrolled_on TEXT NOT NULL,
    started_on TEXT,
    completed_on TEXT,
    PRIMARY KEY (student, class)
) STRICT, WITHOUT ROWID;
CREATE INDEX standing_by_class ON standing (class);
CREATE INDEX standing_by_course ON standing (course);
