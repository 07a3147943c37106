//! Politeness: a few requests at a time to a host, and a pause between two.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{Instant, sleep_until};

/// How many hosts are remembered before idle ones are forgotten; followed links lead to ever new hosts.
const REMEMBERED: usize = 1000;
/// A pause is lengthened by up to this part of itself, so that no two daemons keep in step.
const JITTER: f64 = 0.1;

/// One host: who may talk to it now, and when the next may begin.
#[derive(Debug)]
struct Turn {
    places: Arc<Semaphore>,
    next: Mutex<Option<Instant>>,
}

/// Lets a few requests to a host pass at a time, each at least `spacing` after the one before.
#[derive(Debug)]
pub struct Gate {
    spacing: Duration,
    per_host: usize,
    hosts: Mutex<HashMap<String, Arc<Turn>>>,
    chance: RandomState,
}

/// The right to talk to a host; given back when dropped.
pub struct Pass(#[allow(dead_code, reason = "held for its drop")] Option<OwnedSemaphorePermit>);

impl Gate {
    /// A gate with this pause between the beginnings of two requests to one host, and this many at a time (at least one).
    pub fn new(spacing: Duration, per_host: usize) -> Self {
        Gate { spacing, per_host: per_host.max(1), hosts: Mutex::default(), chance: RandomState::new() }
    }

    /// Waits for this host's turn. `delay` is a longer pause that the host itself asks for.
    pub async fn pass(&self, host: &str, delay: Duration) -> Pass {
        let turn = self.turn(host);
        let permit = turn.places.clone().acquire_owned().await.ok();
        if let Some(begin) = self.reserve(&turn, host, self.spacing.max(delay)) {
            sleep_until(begin).await;
        }
        Pass(permit)
    }

    /// Takes the next moment at which this host may be asked; `None` for at once.
    fn reserve(&self, turn: &Turn, host: &str, pause: Duration) -> Option<Instant> {
        if pause.is_zero() {
            return None;
        }
        let now = Instant::now();
        let mut next = turn.next.lock().unwrap_or_else(PoisonError::into_inner);
        let begin = next.map_or(now, |next| next.max(now));
        *next = Some(begin + pause.mul_f64(1.0 + JITTER * self.chance(host, begin)));
        (begin > now).then_some(begin)
    }

    /// A number from 0 to 1 that nobody can foresee.
    fn chance(&self, host: &str, begin: Instant) -> f64 {
        let drawn = self.chance.hash_one((host, begin));
        f64::from(u32::try_from(drawn >> 32).unwrap_or(u32::MAX)) / f64::from(u32::MAX)
    }

    fn turn(&self, host: &str) -> Arc<Turn> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        if hosts.len() >= REMEMBERED && hosts.len().is_multiple_of(REMEMBERED) && !hosts.contains_key(host) {
            let now = Instant::now();
            hosts.retain(|_, turn| {
                let waiting = turn.next.lock().unwrap_or_else(PoisonError::into_inner).is_some_and(|next| next > now);
                waiting || Arc::strong_count(turn) > 1 || turn.places.available_permits() < self.per_host
            });
        }
        let turn = || Arc::new(Turn { places: Arc::new(Semaphore::new(self.per_host)), next: Mutex::new(None) });
        hosts.entry(host.to_string()).or_insert_with(turn).clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NONE: Duration = Duration::ZERO;

    fn about(seconds: f64, waited: Duration) -> bool {
        (seconds..=seconds * (1.0 + JITTER) + 0.002).contains(&waited.as_secs_f64())
    }

    #[tokio::test(start_paused = true)]
    async fn requests_to_one_host_are_spaced_and_to_another_are_not() {
        let gate = Gate::new(Duration::from_secs(1), 1);
        let start = Instant::now();
        drop(gate.pass("a.example", NONE).await);
        drop(gate.pass("b.example", NONE).await);
        assert_eq!(start.elapsed(), NONE);
        drop(gate.pass("a.example", NONE).await);
        assert!(about(1.0, start.elapsed()), "{:?}", start.elapsed());
        drop(gate.pass("b.example", Duration::from_secs(5)).await);
        drop(gate.pass("b.example", NONE).await);
        assert!(about(6.0, start.elapsed()), "what the host asks for holds from then on: {:?}", start.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn no_more_requests_at_a_time_than_allowed() {
        let gate = Gate::new(NONE, 2);
        let first = gate.pass("a.example", NONE).await;
        let _second = gate.pass("a.example", NONE).await;
        let third = tokio::time::timeout(Duration::from_secs(60), gate.pass("a.example", NONE)).await;
        assert!(third.is_err(), "the third passed while two were under way");
        drop(first);
        gate.pass("a.example", NONE).await;
    }

    #[tokio::test(start_paused = true)]
    async fn idle_hosts_are_forgotten() {
        let gate = Gate::new(Duration::from_secs(1), 1);
        for number in 0..REMEMBERED {
            drop(gate.pass(&format!("{number}.example"), NONE).await);
        }
        tokio::time::advance(Duration::from_secs(2)).await;
        drop(gate.pass("new.example", NONE).await);
        assert_eq!(gate.hosts.lock().unwrap().len(), 1);
    }
}
