//! Feeds that many want, by a name: `preset = "prnewswire-personnel"`.

use url::Url;

/// A row: the name, the feed, and whether the pages behind its entries are followed.
const PRESETS: [(&str, &str, Option<bool>); 8] = [
    // Announcements of appointments and departures; excerpts.
    ("prnewswire-personnel", "https://www.prnewswire.com/rss/general-business-latest-news/personnel-announcements-list.rss", Some(true)),
    // GlobeNewswire makes a feed of each keyword.
    ("globenewswire-ceo", "https://www.globenewswire.com/RssFeed/keyword/CEO/feedTitle/CEO", Some(true)),
    ("globenewswire-cfo", "https://www.globenewswire.com/RssFeed/keyword/CFO/feedTitle/CFO", Some(true)),
    ("globenewswire-board", "https://www.globenewswire.com/RssFeed/keyword/board%20of%20directors/feedTitle/Board", Some(true)),
    ("techcrunch", "https://techcrunch.com/feed/", Some(true)),
    ("36kr", "https://36kr.com/feed", None),
    ("36kr-newsflashes", "https://www.36kr.com/feed-newsflash", Some(false)),
    ("ithome", "https://www.ithome.com/rss/", None),
];

/// The address of a preset and whether its entries are followed; else one line with the names that there are.
pub fn find(name: &str) -> Result<(Url, Option<bool>), String> {
    let names = || PRESETS.map(|(name, ..)| name).join(", ");
    let (_, url, follow) = PRESETS
        .into_iter()
        .find(|(known, ..)| *known == name)
        .ok_or_else(|| format!("preset \"{name}\" is not known; there are {}", names()))?;
    Ok((Url::parse(url).expect("the addresses of the table are valid"), follow))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_an_address_and_another_name_says_which_there_are() {
        for (name, url, _) in PRESETS {
            assert_eq!(find(name).unwrap().0.as_str(), url);
        }
        assert!(find("prnewswire").unwrap_err().contains("prnewswire-personnel"));
    }
}
