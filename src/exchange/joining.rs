//! Coming in: with an address and a code one was given, or with a package and the words that open it.

use std::path::Path;

use uuid::Uuid;

use super::sheet::Sheet;
use super::{
    Accomplished, Code, DeviceKeys, Errand, ExchangeError, Exchanged, Member, Place, Underway,
    package, register_in, run, sealed,
};
use crate::clock::Clock;
use crate::installation::Installation;
use crate::register::{Register, file};

/// What came of it: a register that is made where it is said.
#[derive(Debug)]
pub enum Joined {
    /// Of a package.
    Package,
    /// In a place; one may have to wait to be let in.
    Place(Exchanged),
}

/// An address and a code, as they are sent together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvitationText {
    pub code: String,
    /// The address, where it is the same from every computer.
    pub place: Option<String>,
}

impl InvitationText {
    /// Takes apart what was pasted: a code, and an address where there is one.
    pub fn read(text: &str) -> Self {
        let is_place = |word: &&str| word.contains("://");
        let words: Vec<&str> = text.split_whitespace().collect();

        Self {
            code: words
                .iter()
                .filter(|word| !is_place(word))
                .copied()
                .collect::<Vec<_>>()
                .join(" "),
            place: words.iter().find(|word| is_place(word)).map(|word| (*word).to_owned()),
        }
    }

    /// What is sent to who is invited to a place.
    pub fn of(code: &str, place: &str) -> Self {
        let place = place.contains("://").then(|| place.to_owned());

        Self { code: code.to_owned(), place }
    }

    /// As one line.
    pub fn line(&self) -> String {
        match &self.place {
            Some(place) => format!("{} {place}", self.code),
            None => self.code.clone(),
        }
    }
}

/// Somebody who comes in.
#[derive(Debug, Clone, Copy)]
pub struct Joining<'a> {
    /// The file of the register that is made.
    pub register: &'a Path,
    /// A place's address, or a package's file.
    pub address: &'a str,
    /// The code: of an invitation, of a package, or from a recovery sheet.
    pub code: &'a str,
    /// Who goes on from a sheet; who is invited has the name they were invited by.
    pub person: &'a str,
    pub installation: &'a Installation,
    pub clock: Clock,
}

/// Makes a register, and asks to be let in; or opens a package; or, with what a recovery sheet says, is in it at once.
///
/// # Errors
/// The code is wrong, or the place can't be reached or is none. Nothing is left of what could not be begun.
pub fn join(joining: &Joining<'_>) -> Result<Joined, ExchangeError> {
    let Joining { register, address, code, installation, clock, .. } = *joining;
    let file = Path::new(address.trim());
    if file.is_file() {
        let bytes = package::read_file(file)?;
        if !package::is_package(&bytes) {
            return Err(ExchangeError::NoPlace(address.to_owned()));
        }
        package::open(&bytes, code, register, installation, clock)?;
        return Ok(Joined::Package);
    }
    let place = Place::read(address)?;
    let code = Code::read(code)?;
    let login = installation.login(&place);
    let uid = register_in(&place, login.as_ref())?;
    // Whoever has been in it before comes as somebody new: what the computer was taken out as stays out.
    let installation = match installation.last_written(uid) {
        Some(_) => &installation.clone().with_device(Uuid::now_v7()),
        None => installation,
    };
    let joining = Joining { installation, ..*joining };
    if let Some(sheet) = Sheet::find(place.open(login.as_ref())?.as_ref(), &code)? {
        return Ok(Joined::Place(recover(&joining, &sheet, uid, place, code)?.exchanged));
    }
    let mut copy = Register::create_for_changes(register, uid, installation, clock)?;
    copy.keep_own_identity(installation.device)?;
    let errand = Errand::Join { place, code };
    let joined = Underway::begin(&copy, errand, installation, clock.now().timestamp_millis())
        .and_then(|underway| run(&mut copy, underway));
    match joined {
        Ok(Accomplished { exchanged, .. }) => Ok(Joined::Place(exchanged)),
        Err(error) => {
            drop(copy);
            file::remove_new(register);
            Err(error)
        }
    }
}

/// Makes a register of all that is in the place as the sheet, and lets this computer in, which goes on from there.
fn recover(
    joining: &Joining<'_>,
    sheet: &Sheet,
    uid: Uuid,
    place: Place,
    code: Code,
) -> Result<Accomplished, ExchangeError> {
    let Joining { register, person, installation, clock, .. } = *joining;
    let as_sheet = installation.clone().with_device(sheet.device);
    let own = installation.exchange_keys()?;
    let now = clock.now().timestamp_millis();
    let mut copy = Register::create_for_changes(register, uid, &as_sheet, clock)?;
    let plain = sheet.keys.plain();
    let done = || -> Result<Accomplished, ExchangeError> {
        copy.keep_own_identity(sheet.device)?;
        let keys = || DeviceKeys::from_plain(&plain).ok_or(ExchangeError::WrongCode);
        let errand = Errand::Join { place, code };
        let underway = Underway::begin_as(&copy, errand, &as_sheet, keys()?, now)?;
        let came = run(&mut copy, underway)?;
        if came.exchanged.is_joining {
            return Err(ExchangeError::SheetOver);
        }
        let member = Member {
            device: installation.device,
            key: sealed::hexadecimal(&own.public()),
            recipient: own.recipient(),
            name: person.to_owned(),
            is_sheet: false,
            ..sheet.member(now)
        };
        let errand = Errand::Succeed { member };
        let underway = Underway::begin_as(&copy, errand, &as_sheet, keys()?, now)?;
        run(&mut copy, underway)?;
        copy.keep_own_identity(installation.device)?;

        Ok(came)
    };
    let done = done().map_err(|error| match error {
        ExchangeError::Removed => ExchangeError::SheetOver,
        error => error,
    });
    drop(copy);
    if done.is_err() {
        file::remove_new(register);
    }

    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_pasted_is_a_code_with_an_address_or_without() {
        let with = InvitationText::of("FM8J-2K9P", "webdav+https://moln.example.se/kurs");
        assert_eq!(InvitationText::read(&with.line()), with);
        let folder = InvitationText::of("FM8J-2K9P", "/home/asa/kurs");
        assert_eq!(folder.line(), "FM8J-2K9P");
        assert_eq!(InvitationText::read(" bami doku\nferi ").code, "bami doku feri");
    }
}
