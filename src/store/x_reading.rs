//! What X has given and billed, by day of UTC.

use std::collections::BTreeMap;

use anyhow::Context;
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::database::Store;

/// What has been read in the month of a moment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct XReading {
    /// Posts by day, without days on which there were none.
    pub days: BTreeMap<Date, u64>,
    /// Posts on the day of the moment.
    pub today: u64,
    /// Posts in its month.
    pub month: u64,
    /// Accounts that were looked up in its month.
    pub users: u64,
}

impl Store {
    /// What has been read in the month (UTC) of `now`.
    pub fn x_reading(&self, now: Timestamp) -> anyhow::Result<XReading> {
        let today = now.to_zoned(TimeZone::UTC).date();
        let (first, last) = (today.first_of_month().to_string(), today.last_of_month().to_string());
        self.read(|connection| {
            let mut query = connection.prepare_cached("SELECT day, posts, users FROM x_reading WHERE day BETWEEN ?1 AND ?2")?;
            let rows =
                query.query_map([first, last], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)))?;
            let mut reading = XReading::default();
            for row in rows {
                let (day, posts, users) = row?;
                let day: Date = day.parse().with_context(|| format!("x_reading: `{day}` is no day"))?;
                reading.days.insert(day, posts.unsigned_abs());
                reading.month += posts.unsigned_abs();
                reading.users += users.unsigned_abs();
            }
            reading.today = reading.days.get(&today).copied().unwrap_or_default();
            Ok(reading)
        })
    }

    /// Adds what has been read since the last call: posts and users by day.
    pub fn add_x_reading(&mut self, more: &[(Date, u64, u64)]) -> anyhow::Result<()> {
        if more.is_empty() {
            return Ok(());
        }
        self.write("add x reading", |transaction| {
            for (day, posts, users) in more {
                transaction.execute(
                    "INSERT INTO x_reading (day, posts, users) VALUES (?1, ?2, ?3)
                     ON CONFLICT (day) DO UPDATE SET posts = posts + excluded.posts, users = users + excluded.users",
                    rusqlite::params![day.to_string(), i64::try_from(*posts)?, i64::try_from(*users)?],
                )?;
            }
            Ok(())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_adds_up_by_day_and_month() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = Store::open(&folder.path().join("roster.db")).unwrap();
        let day = |text: &str| text.parse::<Date>().unwrap();
        store.add_x_reading(&[(day("2024-08-31"), 9, 9), (day("2024-09-01"), 5, 1)]).unwrap();
        store.add_x_reading(&[(day("2024-09-01"), 2, 0), (day("2024-09-25"), 3, 1)]).unwrap();
        let reading = store.x_reading("2024-09-25T23:59:59Z".parse().unwrap()).unwrap();
        assert_eq!((reading.today, reading.month, reading.users), (3, 10, 2));
        assert_eq!(reading.days, [(day("2024-09-01"), 7), (day("2024-09-25"), 3)].into());
        assert_eq!(store.x_reading("2024-10-01T00:00:00Z".parse().unwrap()).unwrap(), XReading::default());
    }
}
