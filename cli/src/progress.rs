//! Is anything happening? A line on the terminal when work takes over a second, gone when it is done.

use std::sync::mpsc::{self, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// Work shorter than this is not worth a line.
const PATIENCE: Duration = Duration::from_secs(1);
const BEAT: Duration = Duration::from_millis(250);

/// Shows that work goes on until it is dropped.
pub(crate) struct Progress {
    running: Option<(Sender<()>, JoinHandle<()>)>,
}

impl Progress {
    /// Nothing is shown.
    pub(crate) fn silent() -> Progress {
        Progress { running: None }
    }

    /// `what` is shown with the seconds that have passed, where a person reads standard error.
    pub(crate) fn of(what: String) -> Progress {
        if !crate::terminal::stderr_is_terminal() {
            return Progress::silent();
        }
        let (stop, stopped) = mpsc::channel();
        let start = Instant::now();
        let thread = std::thread::spawn(move || {
            let mut wait = PATIENCE;
            let mut shown = false;
            while stopped.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                crate::terminal::say(&format!("\r\x1b[2K{what} ... {} s", start.elapsed().as_secs()));
                (wait, shown) = (BEAT, true);
            }
            if shown {
                crate::terminal::say("\r\x1b[2K");
            }
        });
        Progress { running: Some((stop, thread)) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some((stop, thread)) = self.running.take() {
            drop(stop);
            // The thread only writes to the terminal; if it failed there is nothing to clear.
            let _ = thread.join();
        }
    }
}
