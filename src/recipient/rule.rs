//! A rule: which news, and how it leaves.

use super::Sending;
use crate::domain::{Change, ChangeKind, Level, Standing};
