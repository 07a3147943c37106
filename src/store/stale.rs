//! Alerts that could not leave for long: what they tell is owed again, so that it travels together instead of one by one.

use jiff::Timestamp;
use rusqlite::{Transaction, params};

use super::database::Store;
use super::row::Moment;

/// Alerts that were never tried, to places for which one has waited since before `?1`, by ways that are open. One that was tried may have
/// arrived, and is sent as it is.
const STALE: &str = "SELECT id FROM batch WHERE kind = 'alert' AND state = 'queued' AND attempts = 0
    AND way NOT IN (SELECT name FROM way) AND recipient IN
    (SELECT recipient FROM batch WHERE kind = 'alert' AND state = 'queued' AND attempts = 0 AND created < ?1)";

impl Store {
    /// Takes back the alerts that wait since before `before` with all that wait behind them; how many mails.
    pub fn take_back(&mut self, before: Timestamp) -> anyhow::Result<usize> {
        let any = format!("SELECT EXISTS ({STALE})");
        if !self.read(|connection| Ok(connection.query_row(&any, [Moment(before)], |row| row.get::<_, bool>(0))?))? {
            return Ok(0);
        }
        self.write("take back", |transaction| {
            let mut query = transaction.prepare(STALE)?;
            let ids: Vec<String> = query.query_map([Moment(before)], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            ids.iter().try_for_each(|id| unmake(transaction, id))?;
            Ok(ids.len())
        })
    }

    /// What is owed as an alert goes into the next digest instead.
    pub fn leave_to_digest(&mut self, debts: &[i64]) -> anyhow::Result<()> {
        self.write("leave to digest", |transaction| {
            for debt in debts {
                transaction.execute("UPDATE outbox SET sending = 'digest' WHERE id = ?1 AND batch_id IS NULL", params![debt])?;
            }
            Ok(())
        })
    }
}

fn unmake(transaction: &Transaction, id: &str) -> anyhow::Result<()> {
    for statement in [
        "UPDATE outbox SET batch_id = NULL WHERE batch_id = ?1",
        "DELETE FROM batch_story WHERE batch_id = ?1",
        "DELETE FROM batch_bytes WHERE batch_id = ?1",
        "DELETE FROM batch WHERE id = ?1",
    ] {
        transaction.execute(statement, [id])?;
    }
    Ok(())
}
