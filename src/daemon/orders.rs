//! What the loop is told to do from outside: stop, or take up the configuration as it is now.

use std::future::Future;
use std::pin::Pin;

use tokio::sync::{mpsc, oneshot};

/// Who asked for a reload and waits for what became of it: a line for the user, or why the old configuration stays.
pub type Reply = oneshot::Sender<Result<String, String>>;

pub enum Order {
    Stop,
    Reload(Option<Reply>),
}

/// Orders by signal and through the control socket.
pub struct Orders<'a, S> {
    shutdown: Pin<&'a mut S>,
    stopped: bool,
    /// One message for each SIGHUP.
    hangups: mpsc::Receiver<()>,
    asked: mpsc::Receiver<Reply>,
}

impl<'a, S: Future<Output = ()>> Orders<'a, S> {
    pub fn new(shutdown: Pin<&'a mut S>, hangups: mpsc::Receiver<()>, asked: mpsc::Receiver<Reply>) -> Self {
        Orders { shutdown, stopped: false, hangups, asked }
    }

    /// The next order; after a stop there is none.
    pub async fn next(&mut self) -> Order {
        if self.stopped {
            return std::future::pending().await;
        }
        tokio::select! {
            biased;
            () = &mut self.shutdown => {
                self.stopped = true;
                Order::Stop
            }
            Some(()) = self.hangups.recv() => Order::Reload(None),
            Some(reply) = self.asked.recv() => Order::Reload(Some(reply)),
        }
    }
}
