-- What the tables of the entities are looked up by, and tables that are not journalled.

CREATE INDEX municipal_target_by_course ON municipal_target (course);
CREATE INDEX course_session_by_course ON course_session (course);
CREATE INDEX person_by_school ON person (school);
CREATE INDEX class_by_school ON class (school);
CREATE INDEX class_by_course ON class (course);
CREATE INDEX class_teacher_by_class ON class_teacher (class);
CREATE INDEX class_teacher_by_person ON class_teacher (person);
CREATE INDEX student_by_name ON student (sort_key);
CREATE INDEX student_by_number ON student (number_digest) WHERE number_digest IS NOT NULL;
CREATE INDEX student_by_survivor ON student (survivor);
CREATE INDEX student_by_joined ON student (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX enrolment_by_student ON enrolment (student);
CREATE INDEX enrolment_by_class ON enrolment (class);
CREATE INDEX session_by_class ON session (class);
CREATE INDEX session_by_date ON session (date);
CREATE INDEX session_to_log ON session (date) WHERE status = 'planned' AND deleted = 0;
CREATE INDEX attendance_by_student ON attendance (student, session);
CREATE INDEX attendance_by_session ON attendance (session);
CREATE INDEX exemption_by_student ON exemption (student);
CREATE INDEX exemption_by_session ON exemption (session);
CREATE INDEX announced_absence_by_session ON announced_absence (session);
CREATE INDEX announced_absence_by_student ON announced_absence (student);
CREATE INDEX certificate_by_serial ON certificate (series, year, number);
CREATE INDEX certificate_by_student ON certificate (student);
CREATE INDEX certificate_by_class ON certificate (class);
CREATE INDEX certificate_by_replaced ON certificate (replaces) WHERE replaces IS NOT NULL;
CREATE INDEX mapping_by_school ON mapping (school);
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
