//! The rules of the programme: pure values and functions.
//!
//! Nothing here reads a file, asks a clock, knows SQL or draws anything.

pub mod attendance;
pub mod certificate;
pub mod class;
pub mod completion;
pub mod erasure;
pub mod figure;
pub mod forecast;
pub mod id;
pub mod identity_number;
pub mod likeness;
pub mod progress;
pub mod quantity;
pub mod report;
pub mod school;
pub mod session;
pub mod student;
pub mod suppression;
pub mod tally;
pub mod term;

pub use attendance::Attendance;
pub use class::ClassReference;
pub use completion::{Rule, Standing, Verdict};
pub use id::{
    CertificateId, ClassId, CourseId, EnrolmentId, PersonId, SchoolId, SessionId, StudentId,
};
pub use quantity::{Minutes, Percent, Period};
pub use session::SessionStatus;
pub use student::{LegalSex, Protection};
pub use term::Term;
