//! Look-ups by the first character: sets of characters and words, in a time that does not grow with their number.

/// A set of characters of the basic plane.
pub struct Chars(Vec<u64>);

impl Chars {
    /// The set of the given characters.
    pub fn new(chars: impl IntoIterator<Item = char>) -> Self {
        let mut bits = vec![0; 1024];
        for c in chars.into_iter().filter(|c| (*c as usize) < 0x10000) {
            bits[c as usize / 64] |= 1 << (c as usize % 64);
        }
        Chars(bits)
    }

    pub fn has(&self, c: char) -> bool {
        self.0.get(c as usize / 64).is_some_and(|bits| bits >> (c as usize % 64) & 1 == 1)
    }
}

/// Words and what each of them means.
pub struct Table<T> {
    /// For each character of the basic plane the bucket of the words that begin with it; 0 is none.
    first: Vec<u16>,
    /// Words, the longest first.
    buckets: Vec<Vec<(Box<[char]>, T)>>,
}

impl<T: Copy> Table<T> {
    /// A table of the given words. Of two equal words the first stays.
    pub fn new<'a>(rows: impl IntoIterator<Item = (&'a str, T)>) -> Self {
        let mut table = Table { first: vec![0; 0x10000], buckets: vec![Vec::new()] };
        for (word, meaning) in rows {
            let chars: Box<[char]> = word.chars().collect();
            let Some(slot) = chars.first().and_then(|c| table.first.get_mut(*c as usize)) else { continue };
            if *slot == 0 {
                *slot = table.buckets.len() as u16;
                table.buckets.push(Vec::new());
            }
            let bucket = &mut table.buckets[*slot as usize];
            if !bucket.iter().any(|(known, _)| *known == chars) {
                bucket.push((chars, meaning));
            }
        }
        for bucket in &mut table.buckets {
            bucket.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        table
    }

    /// The words that begin at `at`, the longest first: where each ends and what it means.
    pub fn all<'a>(&'a self, folded: &'a [char], at: usize) -> impl Iterator<Item = (usize, T)> + 'a {
        let slot = folded.get(at).and_then(|c| self.first.get(*c as usize)).copied().unwrap_or(0);
        let rest = folded.get(at..).unwrap_or(&[]);
        let second = rest.get(1);
        // the second character settles most: a comparison of the whole word is rare
        self.buckets[slot as usize]
            .iter()
            .filter(move |(word, _)| word.len() == 1 || word.get(1) == second && rest.starts_with(word))
            .map(move |(word, meaning)| (at + word.len(), *meaning))
    }

    /// The longest word that begins at `at`.
    pub fn longest(&self, folded: &[char], at: usize) -> Option<(usize, T)> {
        self.all(folded, at).next()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_longest_word() {
        let table = Table::new([("董事", 1), ("董事长", 2), ("CEO", 3), ("董事", 4)]);
        let text: Vec<char> = "兼董事长CEO".chars().collect();
        assert_eq!(table.longest(&text, 0), None);
        assert_eq!(table.longest(&text, 1), Some((4, 2)));
        assert_eq!(table.all(&text, 1).collect::<Vec<_>>(), [(4, 2), (3, 1)]);
        assert_eq!(table.longest(&text, 4), Some((7, 3)));
        assert_eq!(table.longest(&text, 9), None);
    }

    #[test]
    fn knows_its_characters() {
        let chars = Chars::new("王李𠮷".chars());
        assert!(chars.has('李') && !chars.has('张') && !chars.has('𠮷'));
    }
}
