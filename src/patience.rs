//! Waiting for what may take too long.

use std::time::Duration;

/// Does a job in a thread of its own; `None` where it takes longer. It then goes on by itself until the program ends.
pub fn within<T: Send + 'static>(
    patience: Duration,
    job: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let (done, answer) = std::sync::mpsc::channel();
    let started = std::thread::Builder::new().name("patience".to_owned()).spawn(move || {
        // Nobody waits any more where this fails.
        let _ = done.send(job());
    });

    started.ok().and_then(|_| answer.recv_timeout(patience).ok())
}
