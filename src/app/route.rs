//! Where one can be in the window, and where one leaves for.

use serde::{Deserialize, Serialize};

use crate::domain::{ClassId, SchoolId, StudentId};

/// Where one can be in the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Route {
    /// Översikt.
    #[default]
    Overview,
    /// Klasser.
    Classes,
    Class(ClassId),
    /// Logging a session of a class.
    Log(ClassId, u16),
    /// Elever.
    Students,
    Student(StudentId),
    /// Skolor.
    Schools,
    /// Skolor, with one of them open.
    School(SchoolId),
    /// Tillfällen.
    Sessions,
    /// Intyg.
    Certificates,
    /// Rapporter.
    Reports,
    /// Samarbete.
    Together,
    /// Samarbete: where two have written different things.
    Conflicts,
    /// Historik.
    History,
    /// Inställningar.
    Settings,
}

impl Route {
    /// The place of the sidebar that a place belongs to.
    pub fn section(self) -> Self {
        match self {
            Self::Class(_) | Self::Log(..) => Self::Classes,
            Self::Student(_) => Self::Students,
            Self::School(_) => Self::Schools,
            Self::History => Self::Settings,
            Self::Conflicts => Self::Together,
            other => other,
        }
    }
}

/// Those of the sidebar, in its order; Ctrl+1 is the first.
/// Samarbete is shown where the register is shared.
pub const ROUTES: [Route; 8] = [
    Route::Overview,
    Route::Classes,
    Route::Students,
    Route::Schools,
    Route::Sessions,
    Route::Certificates,
    Route::Reports,
    Route::Together,
];

/// A part of the settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum SettingsPart {
    #[default]
    Computer,
    Programme,
    Certificates,
    Register,
}

impl SettingsPart {
    /// The parts, in order.
    pub const ALL: [Self; 4] =
        [Self::Computer, Self::Programme, Self::Certificates, Self::Register];
}

/// Where one leaves for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Destination {
    /// Another place in the window.
    Route(Route),
    /// Only out of the form, or the dialog.
    Form,
    /// Out of this register, to another.
    Register,
    /// Out: the window is closed.
    Out,
}
