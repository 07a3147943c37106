//! What systemd is told (sd_notify(3)). Where no service manager listens, nothing.

use std::time::Duration;

use sd_notify::NotifyState;
use tracing::warn;

/// Between two beats where no watchdog says otherwise.
const BEAT: Duration = Duration::from_secs(10);

/// How often the loop is to beat: three times within the time that the watchdog allows, and at least each ten seconds.
pub fn beat_interval() -> Duration {
    sd_notify::watchdog_enabled().map_or(BEAT, |limit| (limit / 3).clamp(Duration::from_millis(10), BEAT))
}

/// The service is up, or up again after a reload.
pub fn ready(status: &str) {
    tell(&[NotifyState::Ready, NotifyState::Status(&one_line(status))]);
}

/// A new configuration is being read. `Type=notify-reload` wants to know when, to pair it with its signal.
pub fn reloading() {
    match NotifyState::monotonic_usec_now() {
        Ok(now) => tell(&[NotifyState::Reloading, now]),
        Err(error) => warn!("cannot read the monotonic clock: {error}"),
    }
}

/// One line for `systemctl status`.
pub fn status(status: &str) {
    tell(&[NotifyState::Status(&one_line(status))]);
}

/// The loop turns and the database answers.
pub fn watchdog() {
    tell(&[NotifyState::Watchdog]);
}

pub fn stopping() {
    tell(&[NotifyState::Stopping, NotifyState::Status("stopping")]);
}

/// A line break would begin another field of the message.
fn one_line(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn tell(states: &[NotifyState]) {
    if let Err(error) = sd_notify::notify(states) {
        warn!("cannot reach the service manager: {error}");
    }
}
