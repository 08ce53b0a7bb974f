//! Identities of rows inside one register. Across machines a row is known by its `uid` instead.

use serde::{Deserialize, Serialize};

macro_rules! identities {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub i64);
    )+};
}

identities! {
    /// A course plan.
    CourseId,
    /// A place of study.
    SchoolId,
    /// A class: a group at one school, in one term, taking one course.
    ClassId,
    /// Somebody who uses the program or appears in it.
    PersonId,
    /// One human being who is trained.
    StudentId,
    /// A student's place in a class.
    EnrolmentId,
    /// One meeting of a class.
    SessionId,
    /// A line in the ledger of certificates.
    CertificateId,
}
