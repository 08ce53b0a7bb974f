//! The kinds of rows the journal speaks of, and their fields.

/// A kind of row. The numbers stand in the journal and never change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Entity {
    /// The undertaking.
    Programme = 1,
    /// A course plan.
    Course = 2,
    /// A session of a course plan.
    CourseSession = 3,
    /// A place of study.
    School = 4,
    /// Somebody who works with the programme.
    Person = 5,
    /// A class.
    Class = 6,
    /// A teacher of a class.
    ClassTeacher = 7,
    /// A student.
    Student = 8,
    /// A student in a class.
    Enrolment = 9,
    /// A meeting of a class.
    Session = 10,
    /// A student's mark at a session.
    Attendance = 11,
    /// A series of the ledger.
    Series = 12,
    /// A certificate in the ledger.
    Certificate = 13,
    /// How a school's lists are read.
    Mapping = 14,
    /// Two students that are not the same.
    NotSame = 15,
    /// A logo or a signature.
    Picture = 16,
    /// How certificates look.
    Design = 17,
    /// How many are to count in a municipality.
    MunicipalTarget = 18,
    /// A report that is kept.
    Report = 19,
    /// A student exempt from a session.
    Exemption = 20,
    /// An absence that was announced before the session.
    AnnouncedAbsence = 21,
}

/// A field of an entity; `refers_to` where its value is another row.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The column's name.
    pub name: &'static str,
    /// The entity it points at.
    pub refers_to: Option<Entity>,
    /// Whether it goes when a person's name does.
    pub is_personal: bool,
}

const fn plain(name: &'static str) -> Field {
    Field { name, refers_to: None, is_personal: false }
}

const fn reference(name: &'static str, entity: Entity) -> Field {
    Field { name, refers_to: Some(entity), is_personal: false }
}

const fn personal(name: &'static str) -> Field {
    Field { name, refers_to: None, is_personal: true }
}

impl Entity {
    /// All of them, those that are pointed at before those that point.
    pub const ALL: [Self; 21] = [
        Self::Programme,
        Self::Course,
        Self::CourseSession,
        Self::School,
        Self::Person,
        Self::Class,
        Self::ClassTeacher,
        Self::Student,
        Self::Enrolment,
        Self::Session,
        Self::Attendance,
        Self::Series,
        Self::Certificate,
        Self::Mapping,
        Self::NotSame,
        Self::Picture,
        Self::Design,
        Self::MunicipalTarget,
        Self::Report,
        Self::Exemption,
        Self::AnnouncedAbsence,
    ];

    /// The entity with that number.
    pub fn from_number(number: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|entity| *entity as i64 == number)
    }

    /// Its table.
    pub fn table(self) -> &'static str {
        match self {
            Self::Programme => "programme",
            Self::Course => "course",
            Self::CourseSession => "course_session",
            Self::School => "school",
            Self::Person => "person",
            Self::Class => "class",
            Self::ClassTeacher => "class_teacher",
            Self::Student => "student",
            Self::Enrolment => "enrolment",
            Self::Session => "session",
            Self::Attendance => "attendance",
            Self::Series => "series",
            Self::Certificate => "certificate",
            Self::Mapping => "mapping",
            Self::NotSame => "not_same",
            Self::Picture => "picture",
            Self::Design => "design",
            Self::MunicipalTarget => "municipal_target",
            Self::Report => "report",
            Self::Exemption => "exemption",
            Self::AnnouncedAbsence => "announced_absence",
        }
    }

    /// Its fields, without `deleted`, which every entity has.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Programme => {
                const {
                    &[
                        plain("name"),
                        plain("starts_on"),
                        plain("ends_on"),
                        plain("partners"),
                        plain("time_zone"),
                        plain("place"),
                        plain("signatory"),
                        plain("number_digests"),
                    ]
                }
            }
            Self::Course => {
                const {
                    &[
                        plain("name"),
                        plain("target"),
                        plain("rule_kind"),
                        plain("rule_value"),
                        plain("upper_secondary_only"),
                        plain("exemptions"),
                    ]
                }
            }
            Self::CourseSession => {
                const {
                    &[
                        reference("course", Self::Course),
                        plain("number"),
                        plain("minutes"),
                        plain("title"),
                    ]
                }
            }
            Self::School => {
                const {
                    &[
                        plain("unit_code"),
                        plain("name"),
                        plain("kind"),
                        plain("municipality"),
                        plain("aliases"),
                        plain("valid_from"),
                        plain("valid_to"),
                    ]
                }
            }
            Self::Person => {
                const {
                    &[
                        plain("name"),
                        plain("email"),
                        plain("phone"),
                        plain("role"),
                        reference("school", Self::School),
                    ]
                }
            }
            Self::Class => {
                const {
                    &[
                        reference("school", Self::School),
                        plain("name"),
                        reference("course", Self::Course),
                        plain("term"),
                        plain("study_path"),
                        plain("grouping"),
                    ]
                }
            }
            Self::ClassTeacher => {
                const { &[reference("class", Self::Class), reference("person", Self::Person)] }
            }
            Self::Student => {
                const {
                    &[
                        personal("given"),
                        personal("family"),
                        plain("alias"),
                        plain("protection"),
                        personal("birth_date"),
                        plain("legal_sex"),
                        plain("study_path"),
                        plain("grade"),
                        personal("email"),
                        personal("number_digest"),
                        reference("merged_into", Self::Student),
                    ]
                }
            }
            Self::Enrolment => {
                const {
                    &[
                        reference("student", Self::Student),
                        reference("class", Self::Class),
                        plain("starts_on"),
                        plain("ends_on"),
                        plain("guest"),
                    ]
                }
            }
            Self::Session => {
                const {
                    &[
                        reference("class", Self::Class),
                        plain("number"),
                        plain("date"),
                        plain("starts_at"),
                        plain("minutes"),
                        plain("place"),
                        plain("leader"),
                        plain("note"),
                        plain("status"),
                        plain("reason"),
                    ]
                }
            }
            Self::Attendance => {
                const {
                    &[
                        reference("session", Self::Session),
                        reference("student", Self::Student),
                        plain("mark"),
                    ]
                }
            }
            Self::Series => const { &[plain("letters"), plain("device"), plain("epoch")] },
            Self::Certificate => {
                const {
                    &[
                        reference("series", Self::Series),
                        plain("year"),
                        plain("number"),
                        plain("kind"),
                        reference("student", Self::Student),
                        reference("class", Self::Class),
                        plain("content"),
                        plain("code"),
                        reference("replaces", Self::Certificate),
                        plain("revoked_on"),
                        plain("reason"),
                    ]
                }
            }
            Self::Mapping => {
                const { &[reference("school", Self::School), plain("headers"), plain("columns")] }
            }
            Self::Design => const { &[plain("content")] },
            Self::Picture => const { &[plain("digest"), plain("file")] },
            Self::MunicipalTarget => {
                const { &[reference("course", Self::Course), plain("municipality"), plain("target")] }
            }
            Self::Report => {
                const {
                    &[
                        plain("made_on"),
                        plain("name"),
                        plain("about"),
                        plain("digest"),
                        plain("file"),
                    ]
                }
            }
            Self::Exemption => {
                const {
                    &[
                        reference("session", Self::Session),
                        reference("student", Self::Student),
                        plain("reason"),
                    ]
                }
            }
            Self::AnnouncedAbsence => {
                const { &[reference("session", Self::Session), reference("student", Self::Student)] }
            }
            Self::NotSame => {
                const { &[reference("student", Self::Student), reference("other", Self::Student)] }
            }
        }
    }
}

/// Which entities a change touched, so that only screens that show them reload.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Touched(u32);

impl Touched {
    /// Adds one.
    pub fn add(&mut self, entity: Entity) {
        self.0 |= 1 << entity as u32;
    }

    /// Whether it was touched.
    pub fn contains(self, entity: Entity) -> bool {
        self.0 & (1 << entity as u32) != 0
    }
}
