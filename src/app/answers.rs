//! What screens and dialogs ask of the window, carried out; and the answers to what they asked the register.

use std::time::Instant;

use iced::Task;

use super::action::{Action, Changing, Written};
use super::chrome::Notice;
use super::context::Asker;
use super::desk::{Answer, Desk, Keeping, Late};
use super::dialog::back_to::BackTo;
use super::dialog::delete_file::DeleteFile;
use super::dialog::enrolment::Enrolment;
use super::dialog::erase::Erase;
use super::dialog::exempt::Exempt;
use super::dialog::import::Import;
use super::dialog::new_class::NewClass;
use super::dialog::print::Print;
use super::dialog::save_as::{self, SaveAs};
use super::dialog::{self, Dialog};
use super::screen::shown;
use super::undoing::{announce_newest_change, refresh_around};
use super::{App, Message, Stage, Working, open_file};
use crate::register::journal::Touched;
use crate::register::{Error, Refusal};
use crate::{messages, text};

impl App {
    /// Takes an answer to who asked: a screen or a dialog. One that is no longer shown gets none, and does nothing any more.
    pub(super) fn answered(&mut self, asker: Asker, answer: Answer) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match answer {
            Answer::Screen(message) if desk.asker == asker => self.on_screen(message),
            Answer::Dialog(message)
                if desk.dialog.as_ref().is_some_and(|lying| lying.asker == asker) =>
            {
                self.on_dialog(message)
            }
            Answer::Dialog(message) => {
                // It lies beneath a question or another dialog: it hears, and what it asks for leads nowhere.
                let context = desk.context.clone();
                let waiting = desk.dialog.as_mut().and_then(|lying| lying.who_asked(asker));
                let Some(action) = waiting.map(|dialog| dialog.update(message, &context)) else {
                    return Task::none();
                };
                if action.leads_away() || matches!(action, Action::Imported(..)) {
                    desk.close_beneath(asker);
                }
                self.act_late(action, asker, Answer::Dialog)
            }
            Answer::Screen(_) => Task::none(),
        }
    }

    /// Takes what came of a change: it is told wherever one is by now, and goes to who asked if they are still there.
    pub(super) fn written(
        &mut self,
        asker: Asker,
        not_saved: Option<String>,
        written: Written<Answer>,
    ) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        desk.touched.join(written.touched);
        self.say_left_unsettled(written.touched.left_unsettled);
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        let is_here = desk.asker == asker
            || desk.dialog.as_mut().is_some_and(|lying| lying.who_asked(asker).is_some());
        if is_here {
            self.not_saved = written.failed.as_ref().and(not_saved);
            let task = self.answered(asker, written.message);
            self.not_saved = None;
            return task;
        }
        match written.failed {
            Some(error) => {
                let language = self.language();
                let what = not_saved.unwrap_or_else(|| text!(language, "not-saved-something"));
                self.not_saved = Some(what);
                let task = self.failed(error);
                self.not_saved = None;
                task
            }
            None => self.changed(),
        }
    }

    /// Takes an answer to long work, which may have outlasted the screen or the dialog that asked for it.
    pub(super) fn worked(
        &mut self,
        asker: Asker,
        touched: Touched,
        answer: Answer,
    ) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        desk.touched.join(touched);
        self.say_left_unsettled(touched.left_unsettled);
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        match desk.end_work(asker, &answer) {
            None => self.answered(asker, answer),
            Some(Late::Screen(action)) => self.act_late(action, asker, Answer::Screen),
            Some(Late::Dialog(action)) => self.act_late(action, asker, Answer::Dialog),
        }
    }

    /// Says how many rows were left as they are, if any.
    fn say_left_unsettled(&mut self, count: usize) {
        if count > 0 {
            self.say(Notice::LeftUnsettled(messages::left_unsettled(self.language(), count)));
        }
    }

    /// Carries out what is left to do for who is no longer on top: nothing that leads anywhere or closes anything.
    fn act_late<M: Send + 'static>(
        &mut self,
        action: Action<M>,
        asker: Asker,
        wrap: fn(M) -> Answer,
    ) -> Task<Message> {
        match action {
            Action::Changed | Action::ChangedAndGo(_) | Action::Imported(..) => self.changed(),
            Action::Failed(error) => self.failed(error),
            action @ (Action::Run(_)
            | Action::Change(_)
            | Action::Work(..)
            | Action::Say(_)
            | Action::OpenFile(_)
            | Action::ShowFile(..)
            | Action::SaveFile(..)
            | Action::SaveReport(..)) => self.act(action, asker, wrap),
            Action::None
            | Action::Go(_)
            | Action::Back
            | Action::PrintCertificates(_)
            | Action::Import(_)
            | Action::NewClass(_)
            | Action::BackTo(_)
            | Action::Enrol(_)
            | Action::Exempt(_)
            | Action::Erase(..)
            | Action::Restore(_)
            | Action::Use(_)
            | Action::Do(_) => Task::none(),
        }
    }

    /// Says what was changed, and fetches anew what is shown of it.
    pub(super) fn changed(&mut self) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        let announced = announce_newest_change(desk);

        Task::batch([reload(desk), announced])
    }

    /// Says why something failed, and what is not saved because of it.
    pub(super) fn failed(&mut self, error: Error) -> Task<Message> {
        let language = self.language();
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        let sentence = messages::failure(language, &error);
        match (error, self.not_saved.take()) {
            (Error::Cancelled, _) => self.say(Notice::Done { sentence, undo: false }),
            (Error::Vanished(..), what) => {
                desk.keeping = Keeping::Lost;
                let what = what.map(|what| format!("{what} ")).unwrap_or_default();
                self.say(Notice::Vanished(what + &sentence));
            }
            (_, Some(what)) => self.say(Notice::Failed(format!("{what} {sentence}"))),
            (_, None) => self.say(Notice::Failed(sentence)),
        }

        Task::none()
    }

    /// Carries out what a screen or a dialog asks.
    pub(super) fn act<M: Send + 'static>(
        &mut self,
        action: Action<M>,
        asker: Asker,
        wrap: fn(M) -> Answer,
    ) -> Task<Message> {
        let Stage::Open(desk) = &mut self.stage else { return Task::none() };
        let to_asker = move |message| Message::Answered(asker, wrap(message));
        match action {
            Action::None => Task::none(),
            Action::Run(task) => task.map(to_asker),
            Action::Change(Changing { not_saved, first, writing }) => {
                let writing = writing.map(move |Written { failed, touched, message }| {
                    let written = Written { failed, touched, message: wrap(message) };
                    Message::Written(asker, not_saved.clone(), Box::new(written))
                });
                first.map(to_asker).chain(writing)
            }
            Action::Work(work, name, task) => {
                desk.begin_work(asker);
                self.working.push(Working { work, name, since: Instant::now() });
                task.map(move |(touched, message)| Message::Worked(asker, touched, wrap(message)))
            }
            Action::Go(route) => self.go(route),
            Action::Back => to_screen(desk, Desk::back),
            Action::Changed => self.changed(),
            Action::ChangedAndGo(route) => {
                let announced = announce_newest_change(desk);
                Task::batch([announced, to_screen(desk, |desk| desk.arrive(route))])
            }
            Action::Failed(Error::Refused(Refusal::Gone)) => to_screen(desk, Desk::leave_gone),
            Action::Failed(error) => self.failed(error),
            Action::Say(sentence) => {
                let reloaded = Task::batch([reload_all(desk), refresh_around(desk)]);
                self.say(Notice::Done { sentence, undo: false });
                reloaded
            }
            Action::OpenFile(path) => Task::batch([
                reload_all(desk),
                announce_newest_change(desk),
                open_file(path, self.start.open_file),
            ]),
            Action::ShowFile(path, sentence) => {
                let announced = Task::batch([reload_all(desk), refresh_around(desk)]);
                self.say(Notice::File { sentence, path });
                announced
            }
            Action::SaveFile(name, bytes) => {
                let saving = SaveAs::new(&self.start.installation, &name, bytes, None);
                let reloaded = reload_all(desk);
                // Certificates that are saved have been issued, whatever becomes of the file.
                Task::batch([reloaded, ask_where(desk, asker, saving)])
            }
            Action::SaveReport(name, bytes, about) => {
                let about = Some(*about);
                let saving = SaveAs::new(&self.start.installation, &name, bytes, about);
                ask_where(desk, asker, saving)
            }
            Action::PrintCertificates(scope) => {
                let (dialog, task) = Print::new(&desk.context, &self.start.installation, scope);
                lay(desk, Dialog::Print(Box::new(dialog)), task.map(dialog::Message::Print))
            }
            Action::Import(school) => {
                let (dialog, task) = Import::new(&desk.context, school);
                lay(desk, Dialog::Import(Box::new(dialog)), task.map(dialog::Message::Import))
            }
            Action::Imported(route, file) => {
                let announced = announce_newest_change(desk);
                let arrived = to_screen(desk, |desk| desk.arrive(route));
                let (dialog, task) = DeleteFile::new(file);
                let task = task.map(dialog::Message::DeleteFile);
                Task::batch([announced, arrived, lay(desk, Dialog::DeleteFile(dialog), task)])
            }
            Action::NewClass(school) => {
                let (dialog, task) = NewClass::new(&desk.context, school);
                lay(desk, Dialog::NewClass(dialog), task.map(dialog::Message::NewClass))
            }
            Action::BackTo(change) => {
                let (dialog, task) = BackTo::new(&desk.context, change);
                lay(desk, Dialog::BackTo(dialog), task.map(dialog::Message::BackTo))
            }
            Action::Enrol(deed) => {
                let (dialog, task) = Enrolment::new(&desk.context, deed);
                lay(desk, Dialog::Enrolment(dialog), task.map(dialog::Message::Enrolment))
            }
            Action::Erase(whose, name) => {
                let (dialog, task) = Erase::new(&desk.context, whose, name);
                lay(desk, Dialog::Erase(Box::new(dialog)), task.map(dialog::Message::Erase))
            }
            Action::Exempt(newcomer) => {
                let (dialog, task) = Exempt::new(newcomer);
                lay(desk, Dialog::Exempt(dialog), task.map(dialog::Message::Exempt))
            }
            Action::Restore(backup) => self.restore(backup),
            Action::Use(choices) => self.use_choices(*choices),
            Action::Do(command) => self.execute(command),
        }
    }
}

/// Lays a dialog over the screen, and brings what it asks for back to it.
pub(super) fn lay(desk: &mut Desk, dialog: Dialog, task: Task<dialog::Message>) -> Task<Message> {
    let asker = desk.lay(dialog);

    task.map(move |message| Message::Answered(asker, Answer::Dialog(message)))
}

/// Asks where a file is saved. A dialog that was open meanwhile waits beneath; of those that asked, an erasure waits for its
/// archive.
fn ask_where(
    desk: &mut Desk,
    asker: Asker,
    (mut saving, task): (SaveAs, Task<save_as::Message>),
) -> Task<Message> {
    saving.beneath = desk
        .dialog
        .take_if(|lying| lying.asker != asker || matches!(lying.dialog, Dialog::Erase(_)))
        .map(Box::new);

    lay(desk, Dialog::SaveAs(saving), task.map(dialog::Message::SaveAs))
}

/// Does something with the screen, or puts another in its place, and brings what that asks for back to the one that is shown
/// then.
pub(super) fn to_screen(
    desk: &mut Desk,
    deed: impl FnOnce(&mut Desk) -> Task<shown::Message>,
) -> Task<Message> {
    let task = deed(desk);
    let asker = desk.asker;

    task.map(move |message| Message::Answered(asker, Answer::Screen(message)))
}

/// Fetches anew what is shown of what was touched.
pub(super) fn reload(desk: &mut Desk) -> Task<Message> {
    let touched = std::mem::take(&mut desk.touched);

    to_screen(desk, |desk| desk.reload_touched(touched))
}

/// Fetches anew all that is shown.
pub(super) fn reload_all(desk: &mut Desk) -> Task<Message> {
    desk.touched = Touched::default();

    to_screen(desk, Desk::reload)
}
