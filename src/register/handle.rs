//! A cloneable handle: jobs go to lanes, answers come back as futures.
//!
//! One thread and connection writes. A few others read, each from a snapshot of the write-ahead log, so that nothing that is
//! read holds up what is written. A job that panics ends with an error; its lane goes on.

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use futures_channel::oneshot;

use super::work::Work;
use super::{Error, Register};

type WriteJob = Box<dyn FnOnce(&mut Register) + Send>;
/// What is done with a connection that reads, or with why there is none.
type Reading = Box<dyn FnOnce(Result<&mut Register, Error>) + Send>;

/// A way to the register from anywhere. When the last one is dropped, reading is broken off, the writer's thread makes the due
/// backup and closes the register.
#[derive(Debug, Clone)]
pub struct Handle {
    lanes: Arc<Lanes>,
}

#[derive(Debug)]
struct Lanes {
    writing: mpsc::Sender<WriteJob>,
    reading: Arc<Queue>,
}

/// Questions that replace each other: of those that wait or are asked under one name, only the newest is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Question(pub &'static str);

/// The writer's thread, to be waited for before the program ends.
#[derive(Debug)]
pub struct Thread {
    thread: Option<JoinHandle<()>>,
}

/// The backup at the end takes no longer, or the program ends without it; the register is safe either way.
const LONGEST_WAIT: Duration = Duration::from_secs(20);

/// After so long without a job the file is made whole, so that a copy of it alone lacks nothing.
const IDLE: Duration = Duration::from_secs(2);
const FOREVER: Duration = Duration::from_secs(24 * 60 * 60);

/// They break off what they read when there is no more to ask; the file is whole without them, too.
const READERS_WAITED_FOR: Duration = Duration::from_secs(2);

/// Connections that read. One may be busy for long without those who look at a screen waiting behind it.
const READERS: usize = 3;

impl Thread {
    /// Waits until the register is closed, but not for ever.
    pub fn wait(self) {
        let Some(thread) = self.thread else { return };
        let started = Instant::now();
        while !thread.is_finished() && started.elapsed() < LONGEST_WAIT {
            thread::sleep(Duration::from_millis(10));
        }
    }
}

impl Handle {
    /// Opens a register on a thread of its own. The future says whether that went well; jobs sent before
    /// wait for it.
    pub fn open(
        opener: impl FnOnce() -> Result<Register, Error> + Send + 'static,
    ) -> (Self, Thread, impl Future<Output = Result<(), Error>> + Send + 'static) {
        let (writing, queue) = mpsc::channel::<WriteJob>();
        let (answer, opened) = oneshot::channel();
        let reading = Arc::new(Queue::default());
        let theirs = Arc::clone(&reading);
        let thread = thread::Builder::new().name("register".to_owned()).spawn(move || {
            let mut register = match opener() {
                Ok(register) => register,
                Err(error) => {
                    theirs.close();
                    let _ = answer.send(Err(error));
                    return;
                }
            };
            let mut readers = Vec::new();
            for number in 1..=READERS {
                let (reader, queue) = (register.reader(), Arc::clone(&theirs));
                let name = format!("reader {number}");
                match thread::Builder::new().name(name).spawn(move || read(&reader, &queue)) {
                    Ok(started) => readers.push(started),
                    Err(_) => tracing::error!("a reader could not be started"),
                }
            }
            let _ = answer.send(Ok(()));
            write(&mut register, &queue);
            theirs.close();
            end(&mut register, &readers);
        });
        let opened = async move { opened.await.unwrap_or(Err(Error::Closed)) };
        let lanes = Arc::new(Lanes { writing, reading });

        (Self { lanes }, Thread { thread: thread.ok() }, opened)
    }

    /// Writes. The job is on its way when this returns; the future only waits for the answer. Jobs are done in the order in
    /// which they are sent.
    pub fn write<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Register) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send + 'static {
        let (answer, waiting) = oneshot::channel();
        let sent = self.lanes.writing.send(Box::new(move |register| {
            let _ = answer.send(caught(register, job));
        }));

        async move {
            sent.map_err(|_| Error::Closed)?;
            waiting.await.unwrap_or(Err(Error::Closed))
        }
    }

    /// Reads, beside what is written: the job sees the register as it is when its turn comes.
    pub fn read<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Register) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send + 'static {
        self.read_as(None, Work::default(), job)
    }

    /// The same, for work that can be followed and stopped.
    pub fn read_long<T: Send + 'static>(
        &self,
        work: Work,
        job: impl FnOnce(&Register) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send + 'static {
        self.read_as(None, work, job)
    }

    /// The same for a question that takes the place of an earlier one: that one is answered with [`Error::Cancelled`], and
    /// broken off where it is being asked.
    pub fn read_newest<T: Send + 'static>(
        &self,
        question: Question,
        job: impl FnOnce(&Register) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send + 'static {
        self.read_as(Some(question), Work::default(), job)
    }

    fn read_as<T: Send + 'static>(
        &self,
        question: Option<Question>,
        work: Work,
        job: impl FnOnce(&Register) -> Result<T, Error> + Send + 'static,
    ) -> impl Future<Output = Result<T, Error>> + Send + 'static {
        let (answer, waiting) = oneshot::channel();
        let theirs = work.clone();
        let run = Box::new(move |register: Result<&mut Register, Error>| {
            let asked = |register: &mut Register| {
                register.do_work(&theirs, |register| register.at_one_moment(job))
            };
            let _ = answer.send(register.and_then(|register| caught(register, asked)));
        });
        let sent = self.lanes.reading.put(ReadJob { question, work, run: Some(run) });

        async move {
            match sent {
                true => waiting.await.unwrap_or(Err(Error::Cancelled)),
                false => Err(Error::Closed),
            }
        }
    }
}

impl Drop for Lanes {
    fn drop(&mut self) {
        self.reading.close();
    }
}

/// Does a job; a panic in it is an error.
fn caught<T>(
    register: &mut Register,
    job: impl FnOnce(&mut Register) -> Result<T, Error>,
) -> Result<T, Error> {
    catch_unwind(AssertUnwindSafe(|| job(register))).unwrap_or_else(|_| {
        tracing::error!("a job ended in a panic");
        register.forget_figures();
        Err(Error::Broken)
    })
}

fn write(register: &mut Register, queue: &mpsc::Receiver<WriteJob>) {
    // Whether something may stand in the log that the file lacks.
    let mut unsettled = false;
    loop {
        match queue.recv_timeout(if unsettled { IDLE } else { FOREVER }) {
            Ok(job) => {
                job(register);
                unsettled = true;
            }
            Err(mpsc::RecvTimeoutError::Timeout) => {
                unsettled = false;
                if register.make_whole().is_err() {
                    tracing::error!("the log could not be brought into the file");
                }
            }
            Err(mpsc::RecvTimeoutError::Disconnected) => break,
        }
    }
}

/// Makes the due backup, and leaves a file that lacks nothing: nobody reads from the log any more.
fn end(register: &mut Register, readers: &[JoinHandle<()>]) {
    if register.is_read_only() {
        return;
    }
    if register.back_up_if_due().is_err() {
        tracing::error!("the backup at the end failed");
    }
    let started = Instant::now();
    while !readers.iter().all(JoinHandle::is_finished) && started.elapsed() < READERS_WAITED_FOR {
        thread::sleep(Duration::from_millis(5));
    }
    if register.make_whole().is_err() {
        tracing::error!("the log could not be brought into the file");
    }
}

/// Reads with a connection of its own; where it can't be opened, that is the answer, and it is tried again.
fn read(open: &impl Fn() -> Result<Register, Error>, queue: &Queue) {
    let mut reader: Option<Register> = None;
    while let Some(mut job) = queue.take() {
        let register = match &mut reader {
            Some(register) => Ok(register),
            None => open().map(|register| reader.insert(register)),
        };
        if let Some(run) = job.run.take() {
            run(register);
        }
        queue.is_done(&job.work);
    }
}

/// A question to the register.
struct ReadJob {
    question: Option<Question>,
    work: Work,
    run: Option<Reading>,
}

impl Drop for ReadJob {
    /// Also where it is never asked.
    fn drop(&mut self) {
        self.work.finish();
    }
}

/// Questions that wait, and those that are being asked.
#[derive(Default)]
struct Queue {
    jobs: Mutex<Jobs>,
    changed: Condvar,
}

#[derive(Default)]
struct Jobs {
    waiting: VecDeque<ReadJob>,
    running: Vec<(Option<Question>, Work)>,
    closed: bool,
}

impl std::fmt::Debug for Queue {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Queue").finish_non_exhaustive()
    }
}

impl Queue {
    /// Nothing that is done while it is held can panic.
    fn jobs(&self) -> MutexGuard<'_, Jobs> {
        self.jobs.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Puts a question behind the others, in the place of those it replaces. False where nobody reads any more.
    fn put(&self, job: ReadJob) -> bool {
        let mut jobs = self.jobs();
        if jobs.closed {
            return false;
        }
        if job.question.is_some() {
            jobs.waiting.retain(|waiting| waiting.question != job.question);
            for (_, work) in jobs.running.iter().filter(|(question, _)| *question == job.question) {
                work.cancel();
            }
        }
        jobs.waiting.push_back(job);
        self.changed.notify_one();

        true
    }

    /// The next question, as soon as there is one; `None` when there will be no more.
    fn take(&self) -> Option<ReadJob> {
        let mut jobs = self.jobs();
        loop {
            if jobs.closed {
                return None;
            }
            if let Some(job) = jobs.waiting.pop_front() {
                jobs.running.push((job.question, job.work.clone()));
                return Some(job);
            }
            jobs = self.changed.wait(jobs).unwrap_or_else(std::sync::PoisonError::into_inner);
        }
    }

    fn is_done(&self, work: &Work) {
        self.jobs().running.retain(|(_, running)| !running.is(work));
    }

    /// Nothing more is read; what is being asked is broken off.
    fn close(&self) {
        let mut jobs = self.jobs();
        jobs.closed = true;
        jobs.waiting.clear();
        for (_, work) in &jobs.running {
            work.cancel();
        }
        self.changed.notify_all();
    }
}
