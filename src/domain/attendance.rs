//! One student at one session. The absence of a mark (ej rapporterat) is `None`, never an absence.

use super::Minutes;

/// What was reported for one student at one session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attendance {
    /// There for the whole session.
    Present,
    /// There, but missed so many minutes: came late, or left early.
    Late(Minutes),
    /// Absent with leave (giltig frånvaro).
    Excused,
    /// Absent without leave (ogiltig frånvaro).
    Unexcused,
}

impl Attendance {
    /// Minutes attended of a session of `length` minutes.
    pub fn attended(self, length: Minutes) -> Minutes {
        match self {
            Self::Present => length,
            Self::Late(missed) => length.without(missed),
            Self::Excused | Self::Unexcused => Minutes(0),
        }
    }

    /// Whether the student was there at all (present or late).
    pub fn was_there(self) -> bool {
        matches!(self, Self::Present | Self::Late(_))
    }

    /// The mark as the register keeps it: `P`, `L15`, `E`, `U`.
    pub fn code(self) -> String {
        match self {
            Self::Present => "P".to_owned(),
            Self::Late(Minutes(missed)) => format!("L{missed}"),
            Self::Excused => "E".to_owned(),
            Self::Unexcused => "U".to_owned(),
        }
    }

    /// Reads what [`Attendance::code`] wrote; `None` for anything else.
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "P" => Some(Self::Present),
            "E" => Some(Self::Excused),
            "U" => Some(Self::Unexcused),
            late => late.strip_prefix('L')?.parse().ok().map(|missed| Self::Late(Minutes(missed))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mark_survives_its_code() {
        for mark in [
            Attendance::Present,
            Attendance::Late(Minutes(0)),
            Attendance::Late(Minutes(90)),
            Attendance::Excused,
            Attendance::Unexcused,
        ] {
            assert_eq!(Attendance::from_code(&mark.code()), Some(mark));
        }
        assert_eq!(Attendance::from_code("X"), None);
        assert_eq!(Attendance::from_code("L-1"), None);
    }

    #[test]
    fn lateness_never_takes_more_than_the_session() {
        assert_eq!(Attendance::Late(Minutes(120)).attended(Minutes(90)), Minutes(0));
        assert_eq!(Attendance::Late(Minutes(15)).attended(Minutes(90)), Minutes(75));
    }
}
