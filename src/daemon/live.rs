//! What the loop is doing, for those who ask from outside it: the watchdog, `status`, `/healthz`.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use tokio::time::Instant;

/// The loop has hung when no step of it has ended for this long. The longest step is a mail whose relay takes each of its times:
/// seven of two minutes and ten minutes for the answer to the whole mail.
const LONGEST_STEP: Duration = Duration::from_secs(30 * 60);
/// Without a beat for this long the loop is held up.
const LONGEST_PAUSE: Duration = Duration::from_secs(60);

/// What the loop is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Waiting,
    Visiting,
    Mailing,
}

impl Phase {
    /// As `status` says it.
    pub fn as_str(self) -> &'static str {
        match self {
            Phase::Waiting => "waiting",
            Phase::Visiting => "visiting sources",
            Phase::Mailing => "sending mails",
        }
    }
}

/// The loop as others see it.
#[derive(Clone, Debug)]
pub struct Facts {
    pub started: Timestamp,
    pub phase: Phase,
    /// When the configuration that is followed was read.
    pub configured: Timestamp,
    /// Why a newer configuration is not followed.
    pub refused: Option<String>,
    /// Why the last turn could not keep what it found, while it is so.
    pub trouble: Option<String>,
    stepped: Instant,
    beaten: Instant,
}

impl Facts {
    /// Whether the loop still turns: a step has ended within reasonable time.
    pub fn turns(&self) -> bool {
        self.stepped.elapsed() < LONGEST_STEP
    }

    /// Why the daemon is not well; `None` where it is.
    pub fn complaint(&self) -> Option<String> {
        if self.beaten.elapsed() > LONGEST_PAUSE || !self.turns() {
            return Some(format!("the loop hangs while {}", self.phase.as_str()));
        }
        self.trouble.clone()
    }
}

/// [`Facts`] that the loop writes and others read.
#[derive(Debug)]
pub struct Live(Mutex<Facts>);

impl Live {
    pub fn new(now: Timestamp) -> Self {
        let (stepped, beaten) = (Instant::now(), Instant::now());
        let phase = Phase::Waiting;
        Live(Mutex::new(Facts { started: now, phase, configured: now, refused: None, trouble: None, stepped, beaten }))
    }

    pub fn facts(&self) -> Facts {
        self.lock().clone()
    }

    /// A step has ended and the next begins.
    pub fn enter(&self, phase: Phase) {
        let mut facts = self.lock();
        (facts.phase, facts.stepped) = (phase, Instant::now());
    }

    /// The loop has had its turn, and the database has answered.
    pub fn beat(&self) {
        self.lock().beaten = Instant::now();
    }

    /// What a new configuration came to.
    pub fn configured(&self, result: Result<Timestamp, String>) {
        let mut facts = self.lock();
        match result {
            Ok(now) => (facts.configured, facts.refused) = (now, None),
            Err(reason) => facts.refused = Some(reason),
        }
    }

    /// What the last turn came to.
    pub fn turned(&self, trouble: Option<String>) {
        self.lock().trouble = trouble;
    }

    fn lock(&self) -> MutexGuard<'_, Facts> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_loop_that_does_not_turn_is_noticed() {
        let live = Live::new(Timestamp::UNIX_EPOCH);
        assert_eq!(live.facts().complaint(), None);
        live.enter(Phase::Mailing);
        tokio::time::advance(LONGEST_PAUSE * 2).await;
        assert_eq!(live.facts().complaint().unwrap(), "the loop hangs while sending mails");
        live.beat();
        assert_eq!(live.facts().complaint(), None);
        tokio::time::advance(LONGEST_STEP).await;
        live.beat();
        assert!(!live.facts().turns() && live.facts().complaint().is_some(), "beats alone are no step");
        live.enter(Phase::Waiting);
        assert_eq!(live.facts().complaint(), None);
        live.turned(Some("the disk is full".into()));
        assert_eq!(live.facts().complaint().unwrap(), "the disk is full");
    }
}
