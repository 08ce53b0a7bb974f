//! What was done: kinds, ids and numbers, what a decision is found under, never a name or another text. Its sentence is made when it is
//! shown, in the reader's language, with today's names.

use serde::{Deserialize, Serialize};

use crate::domain::erasure::{Decision, Erased};
use crate::domain::{CertificateId, ClassId, CourseId, PersonId, SchoolId, SessionId, StudentId};
use crate::register::Error;

/// One thing a person did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ChangeKind {
    /// The register was made.
    RegisterCreated,
    /// A person was noted, so that changes can name them.
    PersonAdded { person: PersonId },
    /// Name, period or partners of the programme were edited.
    ProgrammeEdited,
    /// How certificates look was edited.
    DesignEdited,
    /// A course was added.
    CourseAdded { course: CourseId },
    /// A course's name, target or rule was edited.
    CourseEdited { course: CourseId },
    /// Who counts in a course was decided anew: kind and value of the rule before and after.
    RuleChanged { course: CourseId, from: (String, u32), to: (String, u32) },
    /// A school was added.
    SchoolAdded { school: SchoolId },
    /// A school was edited.
    SchoolEdited { school: SchoolId },
    /// A contact person was noted, edited or removed.
    ContactEdited { school: SchoolId },
    /// A class was added.
    ClassAdded { class: ClassId },
    /// A class was edited.
    ClassEdited { class: ClassId },
    /// A class without marks was removed.
    ClassRemoved { class: ClassId },
    /// A class list was taken in.
    ListImported { school: SchoolId, classes: Vec<ClassId>, new: u32, changed: u32, left: u32 },
    /// A class's attendance came back in a file, with so many marks.
    AttendanceReturned { class: ClassId, marks: u32 },
    /// It was decided whether identity numbers are kept as digests.
    NumberDigestsChosen { kept: bool },
    /// A student was added to a class by hand.
    StudentAdded { student: StudentId, class: ClassId },
    /// A student's particulars were edited.
    StudentEdited { student: StudentId },
    /// Protection was set or lifted.
    StudentProtected { student: StudentId },
    /// Two students were said to be one; the first remains.
    StudentsJoined { student: StudentId, other: StudentId },
    /// Two students who had been said to be one were parted again.
    StudentsParted { student: StudentId, other: StudentId },
    /// Two students were said to be two.
    StudentsToldApart { student: StudentId, other: StudentId },
    /// A report was kept.
    ReportKept,
    /// A kept report was taken away.
    ReportRemoved,
    /// Several students were moved to a class.
    StudentsMoved { class: ClassId, count: u32 },
    /// Several students were given a study path.
    StudyPathSet { count: u32 },
    /// A student from another class came along.
    GuestAdded { student: StudentId, class: ClassId },
    /// From and until when a student is in a class was corrected.
    EnrolmentEdited { student: StudentId, class: ClassId },
    /// A student came to a class, or back to it.
    StudentCame { student: StudentId, class: ClassId },
    /// A student left a class.
    StudentLeft { student: StudentId, class: ClassId },
    /// Several students left a class.
    StudentsLeft { class: ClassId, count: u32 },
    /// A student was exempted from so many sessions of a class; from none any more where 0.
    StudentExempted { student: StudentId, class: ClassId, count: u32 },
    /// A student announced to be absent from a session, or no longer.
    AbsenceAnnounced {
        student: StudentId,
        class: ClassId,
        session: SessionId,
        number: u16,
        absent: bool,
    },
    /// A session was added to a class's plan.
    SessionAdded { class: ClassId, session: SessionId, number: u16 },
    /// A session's date, place or length was edited.
    SessionEdited { class: ClassId, session: SessionId, number: u16 },
    /// Several sessions were given dates.
    SessionsDated { class: ClassId, count: u32 },
    /// A session was logged.
    SessionLogged {
        class: ClassId,
        session: SessionId,
        number: u16,
        present: u32,
        late: u32,
        excused: u32,
        unexcused: u32,
    },
    /// A session was called off, and so many marks with it.
    SessionCancelled { class: ClassId, session: SessionId, number: u16, cleared: u32 },
    /// A session was made planned again, and so many marks were cleared.
    SessionPlannedAgain { class: ClassId, session: SessionId, number: u16, cleared: u32 },
    /// A session was taken away, and so many marks with it.
    SessionRemoved { class: ClassId, session: SessionId, number: u16, cleared: u32 },
    /// Several marks of a class were set or cleared.
    MarksSet { class: ClassId, count: u32 },
    /// One student's mark was set or cleared.
    MarkSet { class: ClassId, session: SessionId, number: u16, student: StudentId },
    /// Everyone without a mark at a session was marked.
    RestMarked { class: ClassId, session: SessionId, number: u16, count: u32 },
    /// Certificates were issued.
    CertificatesIssued { class: Option<ClassId>, count: u32 },
    /// A certificate was issued in another's place.
    CertificateReissued { certificate: CertificateId, replaces: CertificateId },
    /// A certificate was revoked.
    CertificateRevoked { certificate: CertificateId },
    /// Personal data was erased: a student's, a class's, or everyone's where neither is named.
    PersonalDataErased {
        student: Option<StudentId>,
        class: Option<ClassId>,
        erased: Erased,
        decision: Decision,
    },
    /// Words that had been erased were taken out of an older register.
    WordsErasedAgain,
    /// The ledger of the register that a restore replaced was taken along.
    LedgerTakenAlong { count: u32 },
    /// Everything since a change was set back, so many changes.
    WentBack { before: i64, count: u32 },
    /// Somebody was let in to work with the register.
    MemberAdmitted { person: PersonId },
    /// Somebody no longer works with the register.
    MemberRemoved,
    /// Classes were taken back from somebody who goes on with others.
    ClassesTakenBack,
    /// Somebody said what holds where several had written different things.
    ConflictSettled { class: Option<ClassId>, student: Option<StudentId> },
    /// A change was undone.
    Undone { change: i64 },
    /// An undone change was done again.
    Redone { change: i64 },
    /// Something that only a newer program knows.
    #[serde(other)]
    Unknown,
}

/// A local key in what a change says of itself.
#[derive(Debug)]
pub enum LocalKey<'a> {
    Row(&'a mut i64),
    /// Of another change.
    Change(&'a mut i64),
}

/// The things a change is about, whose names its sentence says.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct About {
    pub class: Option<ClassId>,
    pub student: Option<StudentId>,
    pub school: Option<SchoolId>,
    pub course: Option<CourseId>,
    pub person: Option<PersonId>,
    pub certificate: Option<CertificateId>,
}

/// How undo treats a kind of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undo {
    /// It can be undone.
    Possible,
    /// It is not taken back: certificates are revoked instead, an erased name is gone.
    Final,
    /// It is passed over: making the register, noting who works, choosing what keys are for, undo and redo themselves.
    PassedOver,
}

impl ChangeKind {
    /// The kind's word in the journal, in JSON and in `history`.
    pub fn code(&self) -> &'static str {
        match self {
            Self::RegisterCreated => "register_created",
            Self::PersonAdded { .. } => "person_added",
            Self::ProgrammeEdited => "programme_edited",
            Self::DesignEdited => "design_edited",
            Self::CourseAdded { .. } => "course_added",
            Self::CourseEdited { .. } => "course_edited",
            Self::RuleChanged { .. } => "rule_changed",
            Self::StudentsJoined { .. } => "students_joined",
            Self::StudentsParted { .. } => "students_parted",
            Self::StudentsToldApart { .. } => "students_told_apart",
            Self::AttendanceReturned { .. } => "attendance_returned",
            Self::NumberDigestsChosen { .. } => "number_digests_chosen",
            Self::ReportKept => "report_kept",
            Self::ReportRemoved => "report_removed",
            Self::SchoolAdded { .. } => "school_added",
            Self::SchoolEdited { .. } => "school_edited",
            Self::ContactEdited { .. } => "contact_edited",
            Self::ClassAdded { .. } => "class_added",
            Self::ClassEdited { .. } => "class_edited",
            Self::ClassRemoved { .. } => "class_removed",
            Self::ListImported { .. } => "list_imported",
            Self::StudentAdded { .. } => "student_added",
            Self::StudentEdited { .. } => "student_edited",
            Self::StudentProtected { .. } => "student_protected",
            Self::StudentsMoved { .. } => "students_moved",
            Self::StudyPathSet { .. } => "study_path_set",
            Self::GuestAdded { .. } => "guest_added",
            Self::EnrolmentEdited { .. } => "enrolment_edited",
            Self::StudentCame { .. } => "student_came",
            Self::StudentLeft { .. } => "student_left",
            Self::StudentsLeft { .. } => "students_left",
            Self::StudentExempted { .. } => "student_exempted",
            Self::AbsenceAnnounced { .. } => "absence_announced",
            Self::SessionPlannedAgain { .. } => "session_planned_again",
            Self::SessionRemoved { .. } => "session_removed",
            Self::MarksSet { .. } => "marks_set",
            Self::SessionAdded { .. } => "session_added",
            Self::SessionEdited { .. } => "session_edited",
            Self::SessionsDated { .. } => "sessions_dated",
            Self::SessionLogged { .. } => "session_logged",
            Self::SessionCancelled { .. } => "session_cancelled",
            Self::MarkSet { .. } => "mark_set",
            Self::RestMarked { .. } => "rest_marked",
            Self::CertificatesIssued { .. } => "certificates_issued",
            Self::CertificateReissued { .. } => "certificate_reissued",
            Self::CertificateRevoked { .. } => "certificate_revoked",
            Self::PersonalDataErased { .. } => "personal_data_erased",
            Self::WordsErasedAgain => "words_erased_again",
            Self::LedgerTakenAlong { .. } => "ledger_taken_along",
            Self::WentBack { .. } => "went_back",
            Self::ConflictSettled { .. } => "conflict_settled",
            Self::MemberAdmitted { .. } => "member_admitted",
            Self::MemberRemoved => "member_removed",
            Self::ClassesTakenBack => "classes_taken_back",
            Self::Undone { .. } => "undone",
            Self::Redone { .. } => "redone",
            Self::Unknown => "unknown",
        }
    }

    /// Every local key it has: a change that travels names rows and changes by what they are known by everywhere.
    pub fn local_keys(&mut self) -> Vec<LocalKey<'_>> {
        use LocalKey::{Change, Row};

        match self {
            Self::RegisterCreated
            | Self::ProgrammeEdited
            | Self::DesignEdited
            | Self::NumberDigestsChosen { kept: _ }
            | Self::ReportKept
            | Self::ReportRemoved
            | Self::StudyPathSet { count: _ }
            | Self::WordsErasedAgain
            | Self::MemberRemoved
            | Self::ClassesTakenBack
            | Self::LedgerTakenAlong { count: _ }
            | Self::Unknown => Vec::new(),
            Self::PersonAdded { person } | Self::MemberAdmitted { person } => {
                vec![Row(&mut person.0)]
            }
            Self::CourseAdded { course }
            | Self::CourseEdited { course }
            | Self::RuleChanged { course, from: _, to: _ } => vec![Row(&mut course.0)],
            Self::SchoolAdded { school }
            | Self::SchoolEdited { school }
            | Self::ContactEdited { school } => vec![Row(&mut school.0)],
            Self::ListImported { school, classes, new: _, changed: _, left: _ } => {
                let classes = classes.iter_mut().map(|class| Row(&mut class.0));
                std::iter::once(Row(&mut school.0)).chain(classes).collect()
            }
            Self::ClassAdded { class }
            | Self::ClassEdited { class }
            | Self::ClassRemoved { class }
            | Self::AttendanceReturned { class, marks: _ }
            | Self::StudentsMoved { class, count: _ }
            | Self::StudentsLeft { class, count: _ }
            | Self::SessionsDated { class, count: _ }
            | Self::MarksSet { class, count: _ } => vec![Row(&mut class.0)],
            Self::StudentEdited { student } | Self::StudentProtected { student } => {
                vec![Row(&mut student.0)]
            }
            Self::StudentsJoined { student, other }
            | Self::StudentsParted { student, other }
            | Self::StudentsToldApart { student, other } => {
                vec![Row(&mut student.0), Row(&mut other.0)]
            }
            Self::StudentAdded { student, class }
            | Self::GuestAdded { student, class }
            | Self::EnrolmentEdited { student, class }
            | Self::StudentCame { student, class }
            | Self::StudentLeft { student, class }
            | Self::StudentExempted { student, class, count: _ } => {
                vec![Row(&mut student.0), Row(&mut class.0)]
            }
            Self::AbsenceAnnounced { student, class, session, number: _, absent: _ }
            | Self::MarkSet { class, session, number: _, student } => {
                vec![Row(&mut student.0), Row(&mut class.0), Row(&mut session.0)]
            }
            Self::SessionAdded { class, session, number: _ }
            | Self::SessionEdited { class, session, number: _ }
            | Self::SessionLogged {
                class,
                session,
                number: _,
                present: _,
                late: _,
                excused: _,
                unexcused: _,
            }
            | Self::SessionCancelled { class, session, number: _, cleared: _ }
            | Self::SessionPlannedAgain { class, session, number: _, cleared: _ }
            | Self::SessionRemoved { class, session, number: _, cleared: _ }
            | Self::RestMarked { class, session, number: _, count: _ } => {
                vec![Row(&mut class.0), Row(&mut session.0)]
            }
            Self::CertificatesIssued { class, count: _ } => {
                class.iter_mut().map(|class| Row(&mut class.0)).collect()
            }
            Self::CertificateReissued { certificate, replaces } => {
                vec![Row(&mut certificate.0), Row(&mut replaces.0)]
            }
            Self::CertificateRevoked { certificate } => vec![Row(&mut certificate.0)],
            Self::PersonalDataErased { student, class, erased: _, decision: _ } => {
                let student = student.iter_mut().map(|student| Row(&mut student.0));
                student.chain(class.iter_mut().map(|class| Row(&mut class.0))).collect()
            }
            Self::WentBack { before, count: _ } => vec![Change(before)],
            Self::ConflictSettled { class, student } => {
                let class = class.iter_mut().map(|class| Row(&mut class.0));
                class.chain(student.iter_mut().map(|student| Row(&mut student.0))).collect()
            }
            Self::Undone { change } | Self::Redone { change } => vec![Change(change)],
        }
    }

    /// The things it is about.
    pub fn about(&self) -> About {
        let mut about = About::default();
        match self {
            Self::RegisterCreated
            | Self::ProgrammeEdited
            | Self::DesignEdited
            | Self::NumberDigestsChosen { .. }
            | Self::ReportKept
            | Self::ReportRemoved
            | Self::StudyPathSet { .. }
            | Self::LedgerTakenAlong { .. }
            | Self::WordsErasedAgain
            | Self::MemberRemoved
            | Self::ClassesTakenBack
            | Self::WentBack { .. }
            | Self::Undone { .. }
            | Self::Redone { .. }
            | Self::Unknown => {}
            Self::PersonAdded { person } | Self::MemberAdmitted { person } => {
                about.person = Some(*person);
            }
            Self::CourseAdded { course }
            | Self::CourseEdited { course }
            | Self::RuleChanged { course, .. } => about.course = Some(*course),
            Self::SchoolAdded { school }
            | Self::SchoolEdited { school }
            | Self::ContactEdited { school } => about.school = Some(*school),
            Self::ListImported { school, classes, .. } => {
                about.school = Some(*school);
                about.class = classes.first().copied().filter(|_| classes.len() == 1);
            }
            Self::ClassAdded { class }
            | Self::ClassEdited { class }
            | Self::ClassRemoved { class }
            | Self::SessionAdded { class, .. }
            | Self::SessionEdited { class, .. }
            | Self::SessionsDated { class, .. }
            | Self::SessionLogged { class, .. }
            | Self::RestMarked { class, .. }
            | Self::StudentsMoved { class, .. }
            | Self::StudentsLeft { class, .. }
            | Self::SessionPlannedAgain { class, .. }
            | Self::SessionRemoved { class, .. }
            | Self::MarksSet { class, .. }
            | Self::AttendanceReturned { class, .. }
            | Self::SessionCancelled { class, .. } => about.class = Some(*class),
            Self::StudentAdded { student, class }
            | Self::GuestAdded { student, class }
            | Self::EnrolmentEdited { student, class }
            | Self::StudentCame { student, class }
            | Self::StudentLeft { student, class }
            | Self::StudentExempted { student, class, .. }
            | Self::AbsenceAnnounced { student, class, .. }
            | Self::MarkSet { student, class, .. } => {
                (about.student, about.class) = (Some(*student), Some(*class));
            }
            Self::StudentEdited { student }
            | Self::StudentProtected { student }
            | Self::StudentsJoined { student, .. }
            | Self::StudentsParted { student, .. }
            | Self::StudentsToldApart { student, .. } => about.student = Some(*student),
            Self::PersonalDataErased { student, class, .. }
            | Self::ConflictSettled { student, class } => {
                (about.student, about.class) = (*student, *class);
            }
            Self::CertificatesIssued { class, .. } => about.class = *class,
            Self::CertificateReissued { certificate, .. }
            | Self::CertificateRevoked { certificate } => about.certificate = Some(*certificate),
        }

        about
    }

    /// How undo treats it.
    pub fn undo(&self) -> Undo {
        match self {
            Self::RegisterCreated
            | Self::PersonAdded { .. }
            | Self::NumberDigestsChosen { .. }
            | Self::WordsErasedAgain
            | Self::LedgerTakenAlong { .. }
            | Self::MemberAdmitted { .. }
            | Self::MemberRemoved
            | Self::ClassesTakenBack
            | Self::Undone { .. }
            | Self::Redone { .. } => Undo::PassedOver,
            Self::CertificatesIssued { .. }
            | Self::CertificateReissued { .. }
            | Self::CertificateRevoked { .. }
            | Self::StudentProtected { .. }
            | Self::PersonalDataErased { .. }
            | Self::Unknown => Undo::Final,
            Self::ProgrammeEdited
            | Self::DesignEdited
            | Self::CourseAdded { .. }
            | Self::CourseEdited { .. }
            | Self::RuleChanged { .. }
            | Self::StudentsJoined { .. }
            | Self::StudentsParted { .. }
            | Self::StudentsToldApart { .. }
            | Self::AttendanceReturned { .. }
            | Self::ReportKept
            | Self::ReportRemoved
            | Self::SchoolAdded { .. }
            | Self::SchoolEdited { .. }
            | Self::ContactEdited { .. }
            | Self::ClassAdded { .. }
            | Self::ClassEdited { .. }
            | Self::ClassRemoved { .. }
            | Self::ListImported { .. }
            | Self::StudentAdded { .. }
            | Self::StudentEdited { .. }
            | Self::StudentsMoved { .. }
            | Self::StudyPathSet { .. }
            | Self::GuestAdded { .. }
            | Self::EnrolmentEdited { .. }
            | Self::StudentCame { .. }
            | Self::StudentLeft { .. }
            | Self::StudentsLeft { .. }
            | Self::StudentExempted { .. }
            | Self::AbsenceAnnounced { .. }
            | Self::SessionPlannedAgain { .. }
            | Self::SessionRemoved { .. }
            | Self::MarksSet { .. }
            | Self::SessionAdded { .. }
            | Self::SessionEdited { .. }
            | Self::SessionsDated { .. }
            | Self::SessionLogged { .. }
            | Self::SessionCancelled { .. }
            | Self::MarkSet { .. }
            | Self::RestMarked { .. }
            | Self::WentBack { .. }
            | Self::ConflictSettled { .. } => Undo::Possible,
        }
    }
}

impl Undo {
    /// How undo treats a change as the journal holds it. One that a newer program made, and this one doesn't know, is not taken
    /// back.
    ///
    /// # Errors
    /// What the journal holds is no description of a change.
    pub fn of_stored(detail: &str) -> Result<Self, Error> {
        Ok(serde_json::from_str::<ChangeKind>(detail)?.undo())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_of_a_kind_is_the_tag_it_is_stored_under() {
        let kinds = [
            ChangeKind::RegisterCreated,
            ChangeKind::ClassAdded { class: ClassId(3) },
            ChangeKind::CertificatesIssued { class: None, count: 2 },
            ChangeKind::Undone { change: 9 },
        ];
        for kind in kinds {
            let stored = serde_json::to_value(&kind).unwrap();
            assert_eq!(stored["kind"], kind.code());
            assert_eq!(serde_json::from_value::<ChangeKind>(stored).unwrap(), kind);
        }
    }

    #[test]
    fn what_a_newer_program_did_is_not_taken_back() {
        let newer = r#"{"kind": "fnord", "class": 3}"#;
        assert_eq!(Undo::of_stored(newer).unwrap(), Undo::Final);
        let stored = serde_json::to_string(&ChangeKind::ReportKept).unwrap();
        assert_eq!(Undo::of_stored(&stored).unwrap(), Undo::Possible);
        assert!(Undo::of_stored("{}").is_err());
    }
}
