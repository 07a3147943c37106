//! Pure: findings against the roster become changes.
