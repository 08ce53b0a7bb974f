//! What somebody wants done in the place, done in turns: at the register, which is held for moments only, and at the place,
//! which may be far away. What is written for the place waits in the register until it has arrived, so that it is neither lost
//! nor made twice where something breaks off.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use uuid::Uuid;

use super::store::Store;
use super::sync::{Exchange, Round, Weighed, opened, register_file, statements_folder};
use super::{
    Code, DeviceKeys, ExchangeError, Exchanged, Login, Member, Place, Role, VERSION, file_name,
    sealed,
};
use crate::clock::Clock;
use crate::installation::Installation;
use crate::register::sharing::{Parcel, Sharing};
use crate::register::{self, Register};

use super::seen::Seen;

/// About how many bytes are sent between two turns at the register.
const PORTION: usize = 16 << 20;

/// What somebody wants done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Errand {
    /// To send and to fetch.
    Exchange,
    /// The same, with everything that was sent before sent again: files of this computer's are missing in the place.
    ExchangeAnew,
    /// The same where the place is now, or as somebody else there.
    Relocate { place: Place, login: Option<Login> },
    /// To share the register in a place that holds nothing yet.
    Share { place: Place, name: String, login: Option<Login> },
    /// To come in, with a copy that has nothing yet.
    Join { place: Place, code: Code },
    /// To make a code for somebody.
    Invite { name: String, role: Role, classes: BTreeSet<Uuid> },
    /// To make a sheet that opens the register when all computers are lost; one that was made before no longer does.
    MakeSheet,
    /// To let in the computer that goes on from a sheet.
    Succeed { member: Member },
    /// To take an invitation back, by what it is known by.
    Withdraw { invitation: String },
    /// To say what somebody works with from now on.
    Assign { name: String, role: Role, classes: BTreeSet<Uuid> },
    /// To take somebody out: what they write from now on does not hold, and keys change.
    Remove { name: String },
}

/// What came of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Accomplished {
    pub exchanged: Exchanged,
    /// The code that was made, and until when it is good: milliseconds since 1970 (UTC).
    pub invitation: Option<(Code, i64)>,
    /// What is on the sheet that was made.
    pub sheet: Option<Code>,
    /// Whether the computer keeps who one is to the place; `None` where nobody said it.
    pub is_login_kept: Option<bool>,
    /// Who was taken out.
    pub removed: Option<Member>,
}

/// Whose turn it is.
#[derive(Debug)]
pub enum Turn {
    /// The place's: the register is free meanwhile.
    Place,
    /// The register's again: others may have theirs first.
    Register,
    /// Nobody's.
    Done(Box<Accomplished>),
}

/// An errand under way.
pub struct Underway {
    /// What is not done yet.
    errand: Option<Errand>,
    place: Place,
    store: Option<Arc<dyn Store>>,
    seen: Seen,
    parcels: Vec<Parcel>,
    arrived: Vec<i64>,
    own: DeviceKeys,
    /// Who one is to the place, where that was said with the errand.
    given: Option<Login>,
    installation: Installation,
    /// Milliseconds since 1970 (UTC).
    now: i64,
    has_told: bool,
    /// Whether the place is being cleared and packed.
    is_tidying: bool,
    weighing: Option<Weighing>,
    accomplished: Accomplished,
}

/// What the register comes to, worked out while the register is free.
enum Weighing {
    /// By its file.
    Wanted(PathBuf, Clock),
    Done(Weighed),
}

impl Underway {
    /// Begins.
    ///
    /// # Errors
    /// The register is not shared, or is already.
    pub fn begin(
        register: &Register,
        errand: Errand,
        installation: &Installation,
        now: i64,
    ) -> Result<Self, ExchangeError> {
        Self::begin_as(register, errand, installation, installation.exchange_keys()?, now)
    }

    /// The same with other keys than the computer's.
    pub fn begin_as(
        register: &Register,
        errand: Errand,
        installation: &Installation,
        own: DeviceKeys,
        now: i64,
    ) -> Result<Self, ExchangeError> {
        let sharing = register.sharing()?;
        let place = match (&errand, sharing) {
            (Errand::Share { .. } | Errand::Join { .. }, Some(_)) => {
                return Err(ExchangeError::SharedAlready);
            }
            (Errand::Share { place, .. } | Errand::Join { place, .. }, None)
            | (Errand::Relocate { place, .. }, Some(_)) => place.clone(),
            (_, Some(sharing)) => Place::read(&sharing.place)?,
            (_, None) => return Err(ExchangeError::NotShared),
        };
        if let Errand::Invite { role: Role::Teacher, classes, .. }
        | Errand::Assign { role: Role::Teacher, classes, .. } = &errand
            && classes.is_empty()
        {
            return Err(ExchangeError::NoClass);
        }
        if let Errand::Invite { name, .. } = &errand
            && name.trim().is_empty()
        {
            return Err(ExchangeError::NoName);
        }

        let given = match &errand {
            Errand::Share { login, .. } | Errand::Relocate { login, .. } => login.clone(),
            _ => None,
        };

        Ok(Self {
            errand: (errand != Errand::Exchange).then_some(errand),
            place,
            store: None,
            seen: Seen::default(),
            parcels: Vec::new(),
            arrived: Vec::new(),
            own,
            given,
            installation: installation.clone(),
            now,
            has_told: false,
            is_tidying: false,
            weighing: None,
            accomplished: Accomplished::default(),
        })
    }

    /// The same on the computer whose register it is.
    pub fn here(register: &Register, errand: Errand) -> Result<Self, ExchangeError> {
        let installation = register.own_installation().ok_or(register::Error::ReadOnly)?;

        Self::begin(register, errand, &installation, register.moment())
    }

    /// A turn at the place: sends what is to be sent, and reads what is asked for.
    ///
    /// # Errors
    /// The place fails.
    pub fn at_place(&mut self) -> Result<(), ExchangeError> {
        if self.store.is_none() {
            self.store = Some(self.open()?.into());
        }
        let Some(store) = &self.store else { return Ok(()) };
        for parcel in std::mem::take(&mut self.parcels) {
            match &parcel.bytes {
                Some(bytes) => store.write(&parcel.path, bytes)?,
                None => store.delete(&parcel.path)?,
            }
            self.arrived.push(parcel.id);
        }

        self.seen.fetch(store)?;
        if let Some(Weighing::Wanted(path, clock)) = &self.weighing {
            self.weighing = Some(Weighing::Done(Weighed::of(path, *clock)?));
        }

        Ok(())
    }

    /// Opens the place, and keeps who one is there once it has let one in.
    fn open(&mut self) -> Result<Box<dyn Store>, ExchangeError> {
        if !self.place.needs_login() {
            return Ok(self.place.open(None)?);
        }
        let given = self.given.take();
        let store = match &given {
            Some(login) => self.place.open(Some(login))?,
            None => self.place.open(self.installation.login(&self.place).as_ref())?,
        };
        if let Some(login) = given {
            let is_kept = self.installation.keep_login(&self.place, login);
            self.accomplished.is_login_kept = Some(is_kept);
        }

        Ok(store)
    }

    /// A turn at the register.
    ///
    /// # Errors
    /// The errand can't be done.
    pub fn at_register(&mut self, register: &mut Register) -> Result<Turn, ExchangeError> {
        register.forget_parcels(&std::mem::take(&mut self.arrived))?;
        match self.errand.clone() {
            Some(Errand::Share { name, .. }) => {
                if !self.has_looked() {
                    return Ok(Turn::Place);
                }
                self.share(register, &name)?;
            }
            Some(Errand::Join { code, .. }) => {
                if !self.has_looked() {
                    return Ok(Turn::Place);
                }
                self.join(register, &code)?;
            }
            Some(Errand::ExchangeAnew) => {
                register.begin_anew()?;
                self.errand = None;
            }
            Some(Errand::Relocate { .. }) => {
                if !self.has_looked() {
                    return Ok(Turn::Place);
                }
                self.relocate(register)?;
                if !self.seen.is_complete() {
                    return Ok(Turn::Place);
                }
            }
            _ => {}
        }
        let Round { exchanged, is_unfinished } = self.exchange(register)?.round()?;
        self.accomplished.exchanged.add(exchanged);
        self.parcels = register.parcels(PORTION)?;
        if !self.parcels.is_empty() {
            return Ok(Turn::Place);
        }
        if is_unfinished {
            return Ok(Turn::Register);
        }
        if !self.seen.is_complete() {
            return Ok(Turn::Place);
        }
        if let Some(errand) = self.errand.take() {
            self.carry_out(register, errand)?;
            // What was sent for it changes what is seen.
            self.seen = Seen::default();
            self.has_told = false;
            return Ok(Turn::Register);
        }
        if !self.accomplished.exchanged.is_joining && !self.end(register)? {
            return Ok(Turn::Place);
        }

        Ok(Turn::Done(Box::new(std::mem::take(&mut self.accomplished))))
    }

    /// Clears the place of what was erased, packs what lies in many files, compares what the register has come to, and says what it holds. Whether that is
    /// done, or something is to be done at the place first.
    fn end(&mut self, register: &mut Register) -> Result<bool, ExchangeError> {
        if !self.tidy(register)? {
            return Ok(false);
        }
        self.parcels = register.parcels(PORTION)?;
        if !self.parcels.is_empty() {
            return Ok(false);
        }
        match self.weighing.take() {
            Some(Weighing::Done(weighed)) => self.exchange(register)?.keep_weighed(&weighed)?,
            _ if self.has_told || !self.exchange(register)?.needs_weighing()? => {}
            _ => {
                self.weighing =
                    Some(Weighing::Wanted(register.path().to_owned(), register.clock()));
                return Ok(false);
            }
        }
        if !self.has_told {
            self.has_told = true;
            self.exchange(register)?.tell_holdings()?;
            self.parcels = register.parcels(PORTION)?;
            if !self.parcels.is_empty() {
                return Ok(false);
            }
        }
        self.accomplished.exchanged.differing = Exchange::differing(register)?;
        self.accomplished.exchanged.refused = Exchange::refused(register)?;
        register.note_exchange(self.now)?;

        Ok(true)
    }

    /// Clears the place and packs what lies there. Whether that is done.
    fn tidy(&mut self, register: &mut Register) -> Result<bool, ExchangeError> {
        let clears = self.exchange(register)?.is_to_clear()?;
        let packs = self.exchange(register)?.is_to_pack()?;
        if (clears || packs) && !self.is_tidying {
            // What has been taken in is read again, and what was sent is there now.
            self.is_tidying = true;
            self.seen = Seen::default();
        }
        let is_clear = !clears || self.exchange(register)?.clear()?;

        Ok(is_clear && (!packs || self.exchange(register)?.pack()?))
    }

    /// Lets go of what was begun and can't be finished: a register of which nothing has come to the place is not shared.
    pub fn abandon(&mut self, register: &mut Register) -> Result<(), ExchangeError> {
        register.forget_parcels(&std::mem::take(&mut self.arrived))?;
        if register.is_to_be_sent(&register_file())? {
            register.keep_sharing(None)?;
        }

        Ok(())
    }

    fn exchange<'a>(
        &'a mut self,
        register: &'a mut Register,
    ) -> Result<Exchange<'a>, ExchangeError> {
        Exchange::new(register, &mut self.seen, &self.own, self.now)
    }

    /// Whether there was a look at whose place it is.
    fn has_looked(&mut self) -> bool {
        self.seen.read(&register_file());
        self.seen.list(VERSION);

        self.seen.is_complete()
    }

    fn share(&mut self, register: &mut Register, name: &str) -> Result<(), ExchangeError> {
        if self.seen.read(&register_file()).is_some() || !self.seen.list(VERSION).is_empty() {
            return Err(ExchangeError::PlaceTaken);
        }
        register.keep_sharing(Some(&Sharing {
            place: self.place.to_string(),
            founder: self.own.public(),
            invitation: None,
            exchanged: None,
        }))?;
        let begun = self.exchange(register)?.begin(name);
        if begun.is_err() {
            register.keep_sharing(None)?;
        }
        begun?;
        self.errand = None;
        self.seen = Seen::default();

        Ok(())
    }

    fn join(&mut self, register: &mut Register, code: &Code) -> Result<(), ExchangeError> {
        let (uid, founder) = opened(&mut self.seen)?.ok_or(ExchangeError::OtherRegister)?;
        if uid != register.uid() {
            return Err(ExchangeError::OtherRegister);
        }
        register.keep_sharing(Some(&Sharing {
            place: self.place.to_string(),
            founder,
            invitation: Some(code.bytes()),
            exchanged: None,
        }))?;
        self.errand = None;

        Ok(())
    }

    fn relocate(&mut self, register: &mut Register) -> Result<(), ExchangeError> {
        let sharing = register.sharing()?.ok_or(ExchangeError::NotShared)?;
        if opened(&mut self.seen)? != Some((register.uid(), sharing.founder)) {
            return Err(ExchangeError::OtherRegister);
        }
        // Where it was shared anew, nobody is in it whom one knows.
        let mut first = None;
        for ((author, n), bytes) in register.statements()? {
            if n == 1 && sealed::signed_by(&sharing.founder, &bytes).is_some() {
                first = Some((statements_folder(author), file_name(n, &bytes)));
            }
        }
        if let Some((folder, name)) = first {
            let is_there = self.seen.list(&folder).contains(&name);
            if !self.seen.is_complete() {
                return Ok(());
            }
            if !is_there {
                return Err(ExchangeError::OtherRegister);
            }
        }
        register.keep_sharing(Some(&Sharing { place: self.place.to_string(), ..sharing }))?;
        self.errand = None;

        Ok(())
    }

    fn carry_out(&mut self, register: &mut Register, errand: Errand) -> Result<(), ExchangeError> {
        match errand {
            Errand::Invite { name, role, classes } => {
                let invitation = self.exchange(register)?.invite(&name, role, classes)?;
                self.accomplished.invitation = Some(invitation);
            }
            Errand::MakeSheet => {
                self.accomplished.sheet = Some(self.exchange(register)?.make_sheet()?);
            }
            Errand::Succeed { member } => self.exchange(register)?.succeed(member)?,
            Errand::Withdraw { invitation } => self.exchange(register)?.withdraw(invitation)?,
            Errand::Assign { name, role, classes } => {
                self.exchange(register)?.assign(&name, role, classes)?;
            }
            Errand::Remove { name } => {
                self.accomplished.removed = Some(self.exchange(register)?.remove(&name)?);
            }
            Errand::Exchange
            | Errand::ExchangeAnew
            | Errand::Relocate { .. }
            | Errand::Share { .. }
            | Errand::Join { .. } => {}
        }

        Ok(())
    }
}

/// Does an errand in one go, where nobody else needs the register meanwhile.
pub fn run(register: &mut Register, mut errand: Underway) -> Result<Accomplished, ExchangeError> {
    let mut turns = || loop {
        match errand.at_register(register)? {
            Turn::Register => {}
            Turn::Place => errand.at_place()?,
            Turn::Done(accomplished) => return Ok(*accomplished),
        }
    };
    let accomplished = turns();
    if accomplished.is_err() {
        errand.abandon(register)?;
    }

    accomplished
}
