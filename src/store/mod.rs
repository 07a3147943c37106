//! Edge: everything that is kept, in one SQLite database.
