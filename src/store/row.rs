//! How the domain's values stand in the database: moments, dates, words, roles.

use std::fmt;

use jiff::Timestamp;
use rusqlite::Row;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::domain::{
    About, Certainty, ChangeKind, DocumentKind, Health, HoldStatus, Kind, MailKind, Manner, PartialDate, Role, Sending, Standing, Status,
    Telling, Verdict,
};

/// A moment as RFC 3339 in UTC with exactly three decimals, so that it sorts as text. What is finer is cut off.
pub struct Moment(pub Timestamp);

impl ToSql for Moment {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl FromSql for Moment {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map(Moment).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").fmt(f)
    }
}

/// A date of any precision.
pub struct Day(pub PartialDate);

impl ToSql for Day {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.to_string().into())
    }
}

impl FromSql for Day {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map(Day).map_err(|error| FromSqlError::Other(Box::new(error)))
    }
}

/// One of the domain's closed sets of words.
pub struct Word<T>(pub T);

macro_rules! word_columns {
    ($($type:ident),+) => {$(
        impl ToSql for Word<$type> {
            fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                Ok(self.0.as_str().into())
            }
        }

        impl FromSql for Word<$type> {
            fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                $type::from_word(value.as_str()?).map(Word).ok_or(FromSqlError::InvalidType)
            }
        }
    )+};
}
word_columns!(Kind, ChangeKind, Manner, Certainty, Standing, Verdict, Telling, Status, HoldStatus, Health, About, MailKind, Sending);

impl ToSql for Word<DocumentKind> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.0.as_str().into())
    }
}

/// The date in a column; `None` where it is NULL.
pub fn day(row: &Row, column: &str) -> rusqlite::Result<Option<PartialDate>> {
    Ok(row.get::<_, Option<Day>>(column)?.map(|day| day.0))
}

/// The role in the columns `role_title`, `role_code` and `role_unit`.
pub fn role(row: &Row) -> rusqlite::Result<Role> {
    Ok(Role { title: row.get("role_title")?, code: row.get("role_code")?, unit: row.get("role_unit")? })
}
