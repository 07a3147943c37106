//! Pure: an item becomes an article of readable text.
