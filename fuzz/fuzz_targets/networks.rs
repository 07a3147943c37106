//! Answers of Bluesky, Mastodon and Hacker News. The first byte chooses.
#![no_main]

use libfuzzer_sys::fuzz_target;
use rosterwatch::source::{Cursor, Wanted, bluesky, hacker_news, mastodon};
use rosterwatch_fuzz::{one_line, read, response};

fuzz_target!(|data: &[u8]| {
    let Some((choice, data)) = data.split_first() else { return };
    let wanted = Wanted { replies: true, reposts: true };
    let answer = response("https://social.example/api", "application/json", data);
    let items = match choice % 3 {
        0 => one_line(bluesky::parse(&answer, &bluesky::Settings { actor: "acme.example".to_string(), wanted })).map(|batch| batch.items),
        1 => {
            let settings = mastodon::Settings { user: "jodoe".to_string(), server: "social.example".to_string(), wanted };
            one_line(mastodon::items(&answer, &settings))
        }
        _ => one_line(hacker_news::parse(&answer, &Cursor::default())).map(|batch| batch.items),
    };
    read(items.into_iter().flatten());
});
