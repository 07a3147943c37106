//! Lines of the log that say again what was said lately: they are counted, not written.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};

/// A line is written again after this time, with how often it came meanwhile.
const PAUSE: SignedDuration = SignedDuration::from_hours(1);
/// Lines that are remembered.
const MOST: usize = 10_000;

/// What was said lately.
#[derive(Default)]
pub struct Repeats(HashMap<String, (Timestamp, u32)>);

impl Repeats {
    /// The line as it is to be written at `now`; `None` where it was written within the last hour.
    pub fn line(&mut self, line: String, now: Timestamp) -> Option<String> {
        let past = |said: Timestamp| now.duration_since(said).abs() >= PAUSE;
        if self.0.len() >= MOST {
            self.0.retain(|_, (said, _)| !past(*said));
        }
        match self.0.get_mut(&line) {
            Some((said, times)) if !past(*said) => {
                *times += 1;
                None
            }
            Some((said, times)) => {
                let told = if *times > 0 { format!("{line} (and {times} times since {said:.0})") } else { line };
                (*said, *times) = (now, 0);
                Some(told)
            }
            None => {
                if self.0.len() < MOST {
                    self.0.insert(line.clone(), (now, 0));
                }
                Some(line)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_written_once_an_hour_with_its_count() {
        let at = |minutes: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(minutes);
        let mut repeats = Repeats::default();
        let written: Vec<Option<String>> = (0..4).map(|turn| repeats.line("disk full".into(), at(turn * 20))).collect();
        assert_eq!(written[0].as_deref(), Some("disk full"));
        assert_eq!(&written[1..3], [None, None]);
        assert_eq!(written[3].as_deref(), Some("disk full (and 2 times since 1970-01-01T00:00:00Z)"));
        assert_eq!(repeats.line("another".into(), at(61)).as_deref(), Some("another"));
    }
}
