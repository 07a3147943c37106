//! Politeness: one request at a time to a host, and a pause between two.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::OwnedMutexGuard;
use tokio::time::{Instant, sleep_until};

type Turn = Arc<tokio::sync::Mutex<Option<Instant>>>;

/// How many hosts are remembered before idle ones are forgotten; followed links lead to ever new hosts.
const REMEMBERED: usize = 1000;

/// Lets one request to a host pass at a time, at least `spacing` after the one before.
#[derive(Debug)]
pub struct Gate {
    spacing: Duration,
    hosts: Mutex<HashMap<String, Turn>>,
}

/// The right to talk to a host; given back when dropped.
pub struct Pass(#[allow(dead_code, reason = "held for its drop")] Option<OwnedMutexGuard<Option<Instant>>>);

impl Gate {
    /// A gate with this pause between requests to one host; zero lets everything through at once.
    pub fn new(spacing: Duration) -> Self {
        Gate { spacing, hosts: Mutex::default() }
    }

    /// Waits for this host's turn.
    pub async fn pass(&self, host: &str) -> Pass {
        if self.spacing.is_zero() {
            return Pass(None);
        }
        let mut turn = self.turn(host).lock_owned().await;
        if let Some(last) = *turn {
            sleep_until(last + self.spacing).await;
        }
        *turn = Some(Instant::now());
        Pass(Some(turn))
    }

    fn turn(&self, host: &str) -> Turn {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= REMEMBERED && !hosts.contains_key(host) {
            let spacing = self.spacing;
            hosts.retain(|_, turn| turn.try_lock().map_or(true, |last| last.is_some_and(|last| last.elapsed() < spacing)));
        }
        hosts.entry(host.to_string()).or_default().clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn requests_to_one_host_are_spaced_and_to_another_are_not() {
        let gate = Gate::new(Duration::from_secs(1));
        let start = Instant::now();
        drop(gate.pass("a.example").await);
        drop(gate.pass("b.example").await);
        assert_eq!(start.elapsed(), Duration::ZERO);
        drop(gate.pass("a.example").await);
        assert_eq!(start.elapsed(), Duration::from_secs(1));
    }

    #[tokio::test(start_paused = true)]
    async fn one_request_at_a_time() {
        let gate = Gate::new(Duration::from_millis(1));
        let first = gate.pass("a.example").await;
        let second = tokio::time::timeout(Duration::from_secs(60), gate.pass("a.example")).await;
        assert!(second.is_err(), "the second passed while the first was under way");
        drop(first);
        gate.pass("a.example").await;
    }

    #[tokio::test(start_paused = true)]
    async fn idle_hosts_are_forgotten() {
        let gate = Gate::new(Duration::from_secs(1));
        for number in 0..REMEMBERED {
            drop(gate.pass(&format!("{number}.example")).await);
        }
        tokio::time::advance(Duration::from_secs(2)).await;
        drop(gate.pass("new.example").await);
        assert_eq!(gate.hosts.lock().unwrap().len(), 1);
    }
}
