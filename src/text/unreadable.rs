//! Why an item cannot be read: one line each, without the address, which the caller knows.

/// What stands between an item and a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    #[error("it holds no readable text; it may need a browser or a login")]
    Empty,
    #[error("it lists nobody: it has no people in schema.org data, or `selector` finds none; set `selector` to what holds a person")]
    NobodyListed,
    #[error("it is binary and not text")]
    Binary,
    #[error("it is only an address; its page must be fetched first")]
    NotFetched,
    #[error("it is nested more than {0} levels deep, which no honest page is")]
    TooDeep(usize),
    #[error("one of its tags has more than {0} attributes, which no honest page has")]
    TooManyAttributes(usize),
    #[error("one of its tags is longer than {0} bytes, which no honest page has")]
    TagTooLong(usize),
    #[error("it has more entities in one piece than any honest page has")]
    TooManyEntities,
    #[error("it has more elements inside each other than any honest page has")]
    TooMuchNesting,
    #[error("it is larger than {0} bytes")]
    TooLarge(usize),
}
