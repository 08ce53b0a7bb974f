//! The kinds of columns that class lists have.

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Column {
    /// Nothing the register keeps.
    Ignored,
    /// Given name.
    Given,
    /// Family name.
    Family,
    /// The whole name in one cell.
    FullName,
    /// Personnummer or the like; read for birth date and sex, then dropped.
    IdentityNumber,
    /// Day of birth.
    BirthDate,
    /// Legal sex.
    Sex,
    /// The school's name or unit code.
    School,
    /// The class's name.
    Class,
    /// Year of study.
    Grade,
    StudyPath,
    /// E-mail address.
    Email,
    /// Marks rows with protected personal data.
    Protection,
    /// What somebody is in the class: a student, a teacher, a parent.
    Role,
    /// Whether somebody still goes there, in a word.
    Status,
    /// The same as yes or no.
    Active,
    /// The day somebody came.
    StartDate,
    /// The day somebody left.
    EndDate,
    /// By what the school's system knows the person, who may stand in several rows. Never kept.
    PersonKey,
    /// Remarks, which are looked through for what they say of protection and of having left; never kept.
    Remark,
}

impl Column {
    /// All of them, as they are offered to choose from.
    pub const ALL: [Self; 20] = [
        Self::Ignored,
        Self::Given,
        Self::Family,
        Self::FullName,
        Self::IdentityNumber,
        Self::BirthDate,
        Self::Sex,
        Self::School,
        Self::Class,
        Self::Grade,
        Self::StudyPath,
        Self::Email,
        Self::Protection,
        Self::Role,
        Self::Status,
        Self::Active,
        Self::StartDate,
        Self::EndDate,
        Self::PersonKey,
        Self::Remark,
    ];

    /// Whether several columns of a list may hold it: each of them counts.
    pub(super) fn may_repeat(self) -> bool {
        matches!(
            self,
            Self::Protection | Self::Status | Self::Active | Self::EndDate | Self::Remark
        )
    }

    /// The word a remembered mapping keeps.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ignored => "ignored",
            Self::Given => "given",
            Self::Family => "family",
            Self::FullName => "full_name",
            Self::IdentityNumber => "identity_number",
            Self::BirthDate => "birth_date",
            Self::Sex => "sex",
            Self::School => "school",
            Self::Class => "class",
            Self::Grade => "grade",
            Self::StudyPath => "study_path",
            Self::Email => "email",
            Self::Protection => "protection",
            Self::Role => "role",
            Self::Status => "status",
            Self::Active => "active",
            Self::StartDate => "start_date",
            Self::EndDate => "end_date",
            Self::PersonKey => "person_key",
            Self::Remark => "remark",
        }
    }

    pub(super) fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }
}
