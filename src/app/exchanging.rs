//! The exchange that runs by itself where the register is shared: at the start, soon after something was changed, and every few
//! minutes. It asks nothing and says little: what it is doing stands in the bar at the top.

use std::time::{Duration, Instant};

use chrono::Utc;
use iced::Task;

use super::errand::perform;
use super::undoing::refresh_around;
use super::{App, Message, Stage, reload};
use crate::exchange::{Errand, ExchangeError, Exchanged, Place};
use crate::messages;
use crate::register::Error;
use crate::register::journal::Touched;
use crate::register::work::Work;

/// How long it is until the next one, where nothing was changed and the place is on the net. A folder is looked into whenever the
/// clock asks, every minute.
const NET: Duration = Duration::from_secs(5 * 60);

/// What came of an exchange: what it did, or the sentence of why it was not made; what it touched; and the newest change.
#[derive(Debug, Clone)]
pub struct Outcome {
    done: Result<Exchanged, String>,
    touched: Touched,
    newest: i64,
}

impl App {
    /// Exchanges where it is time.
    pub(super) fn exchange_if_due(&mut self) -> Task<Message> {
        let language = self.language();
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        if !desk.around.is_shared() || desk.exchanging.is_running {
            return Task::none();
        }
        let ended = desk.exchanging.ended;
        let newest = desk.exchanging.newest;
        desk.exchanging.is_running = true;
        let register = desk.context.register.clone();
        let exchanging = async move {
            let is_wanted = register.write(move |register| {
                let is_changed = register.newest_change_key()? != newest;
                let place =
                    register.sharing()?.and_then(|sharing| Place::read(&sharing.place).ok());
                let is_due = matches!(place, Some(Place::Folder(_)))
                    || ended.is_none_or(|ended| ended.elapsed() >= NET);
                Ok(!register.is_read_only() && (is_due || is_changed))
            });
            if !is_wanted.await? {
                return Ok(None);
            }
            let done = match perform(&register, Errand::Exchange, &Work::default()).await {
                Ok(accomplished) => Ok(accomplished.exchanged),
                Err(ExchangeError::Register(error)) => return Err(error),
                Err(error) => Err(messages::exchange_failure(language, &error)),
            };
            let outcome = register.write(move |register| {
                let (touched, newest) = (register.take_touched(), register.newest_change_key()?);
                Ok(Outcome { done, touched, newest })
            });
            outcome.await.map(Some)
        };

        Task::perform(exchanging, |answer| Message::Exchanged(Box::new(answer)))
    }

    pub(super) fn exchanged(&mut self, answer: Result<Option<Outcome>, Error>) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        desk.exchanging.is_running = false;
        let outcome = match answer {
            Ok(Some(outcome)) => outcome,
            Ok(None) => return Task::none(),
            Err(error) => {
                desk.exchanging.ended = Some(Instant::now());
                return self.failed(error);
            }
        };
        desk.exchanging.ended = Some(Instant::now());
        desk.exchanging.newest = outcome.newest;
        match outcome.done {
            Ok(done) => {
                desk.exchanging.failed = None;
                desk.exchanging.done = (!done.is_joining).then(Utc::now);
                if done.fetched == 0 {
                    return Task::none();
                }
                desk.touched.join(outcome.touched);
                Task::batch([reload(desk), refresh_around(desk)])
            }
            Err(sentence) => {
                desk.exchanging.failed = Some(sentence);
                Task::none()
            }
        }
    }
}
