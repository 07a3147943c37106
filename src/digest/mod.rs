//! Pure: changes become a message.
