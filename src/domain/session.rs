//! What state a meeting of a class is in.

/// Where a session stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SessionStatus {
    /// Not held yet, or held and not logged yet.
    Planned,
    /// Held, and logged.
    Held,
    /// Called off; it is no longer part of the plan.
    Cancelled,
}

impl SessionStatus {
    /// The word the register, the command line and JSON use.
    pub fn code(self) -> &'static str {
        match self {
            Self::Planned => "planned",
            Self::Held => "held",
            Self::Cancelled => "cancelled",
        }
    }

    /// Reads what [`SessionStatus::code`] wrote.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Planned, Self::Held, Self::Cancelled]
            .into_iter()
            .find(|status| status.code() == code)
    }
}
