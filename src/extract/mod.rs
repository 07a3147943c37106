//! Pure: an article becomes findings, each with its evidence.
