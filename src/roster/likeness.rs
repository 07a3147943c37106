//! Near-duplicates: is this text a copy of that one, cut here and edited there?

use std::hash::Hasher;

use unicode_segmentation::UnicodeSegmentation;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::domain::Support;

/// Below so many words a text says too little of itself.
const LEAST_WORDS: usize = 40;
/// Words that stand together in one shingle.
const SHINGLE: usize = 2;
/// Bits in which copies may differ. Two texts that have nothing to do with one another differ in 32 of 64, give or take 4: five
/// deviations away from that.
const BITS: u32 = 12;
/// From this length on, in letters, two equal quotes are one writer's.
const LONG_QUOTE: usize = 50;

/// A digest of the text whose bits change as little as the text does (Charikar's simhash over shingles of two words; a Han character
/// counts as a word). `None` for a text that is too short.
pub fn likeness(text: &str) -> Option<u64> {
    let words: Vec<u64> = text.unicode_words().map(|word| xxh3_64(word.to_lowercase().as_bytes())).collect();
    if words.len() < LEAST_WORDS {
        return None;
    }
    let mut votes = [0_i32; 64];
    for pair in words.windows(SHINGLE) {
        let mut shingle = Xxh3::new();
        pair.iter().for_each(|word| shingle.write_u64(*word));
        let digest = shingle.finish();
        for (bit, vote) in votes.iter_mut().enumerate() {
            *vote += if digest >> bit & 1 == 1 { 1 } else { -1 };
        }
    }
    Some(votes.iter().enumerate().filter(|(_, vote)| **vote > 0).fold(0, |bits, (bit, _)| bits | 1 << bit))
}

/// Whether two digests are those of copies of one text.
pub fn is_alike(a: u64, b: u64) -> bool {
    (a ^ b).count_ones() <= BITS
}

/// Whether two documents are the words of one writer: their texts are copies, or they say it in the same long sentence.
pub fn is_copy(a: &Support, b: &Support) -> bool {
    let alike = a.likeness.zip(b.likeness).is_some_and(|(a, b)| is_alike(a, b));
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    let quote = letters(&a.quote);
    alike || (quote.chars().count() >= LONG_QUOTE && quote == letters(&b.quote))
}

#[cfg(test)]
mod tests {
    use super::*;

    const WIRE: &str = "Acme said on Tuesday that its chief financial officer, Bob Roe, will step down at the end of the month after nine \
        years with the maker of anvils. The board has begun to look for a successor and expects to name one before the summer. Until \
        then the treasurer, Dan Moe, runs the department. Shares of the company were little changed in late trading. Roe, 58, joined \
        Acme from a bank and led it through two rounds of borrowing. In a letter to the staff he called the decision his own. The \
        company confirmed its outlook for the year and said that the search includes people from outside.";
    const OTHER: &str = "The money man at Acme is packing his things. Bob Roe told colleagues he would be gone by June, closing a run \
        during which the anvil firm twice went to the bond market. No heir has been picked, and Dan Moe from the treasury fills in for \
        now. Investors shrugged. People who know Roe say he has long wished for more time on his boat, and that nobody pushed him. The \
        firm left its targets where they were, while headhunters have been told to look far and wide for the next one.";

    fn distance(a: &str, b: &str) -> u32 {
        (likeness(a).unwrap() ^ likeness(b).unwrap()).count_ones()
    }

    #[test]
    fn a_copy_with_a_byline_and_a_lost_paragraph_is_alike() {
        let edited = format!("By our staff. {}", WIRE.replace("Shares of the company were little changed in late trading. ", ""));
        assert!(distance(WIRE, &edited) <= BITS, "{}", distance(WIRE, &edited));
    }

    #[test]
    fn another_text_about_the_same_is_not() {
        assert!(distance(WIRE, OTHER) > BITS + 4, "{}", distance(WIRE, OTHER));
    }

    #[test]
    fn a_short_text_says_nothing_of_itself() {
        assert_eq!(likeness("Acme names Jane Roe CEO."), None);
        let han =
            "阿克米公司周二宣布,首席财务官罗波将于月底离任,他在这家铁砧制造商工作了九年。董事会已经开始物色继任者,预计在夏天之前公布人选。";
        assert!(likeness(han).is_some(), "Han characters count as words");
    }
}
