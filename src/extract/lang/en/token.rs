//! English tokens: words with their apostrophes and hyphens, numbers, punctuation; possessive marks and contractions are tokens of their own.

use super::facts::Word;

/// How a token is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// First letter capital: `Jane`, `McGrew`, `O'Rourke`.
    Capital,
    /// All letters capital, at least two: `IBM`, `CEO`.
    Upper,
    Lower,
    Number,
    Punctuation,
    /// `$TSLA`, `@sama`, an address.
    Symbol,
}

/// One token; offsets are bytes of the passage.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    pub start: usize,
    pub end: usize,
    /// Case-folded, curly apostrophes straightened.
    pub lower: Word,
    pub shape: Shape,
    /// Its capital means nothing: it begins a sentence, or its line is written in title case.
    pub weak: bool,
}

impl Token {
    /// The token as written.
    pub fn text<'a>(&self, string: &'a str) -> &'a str {
        &string[self.start..self.end]
    }

    /// Whether it is capitalised in any way.
    pub fn is_capital(&self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper)
    }

    pub fn is(&self, word: &str) -> bool {
        self.lower == word
    }
}

const CLITICS: [&str; 7] = ["'s", "'d", "'ll", "'ve", "'re", "'m", "n't"];

/// Abbreviations that keep their full stop and end no sentence by it.
pub const ABBREVIATIONS: [&str; 52] = [
    "mr", "mrs", "ms", "dr", "prof", "sir", "st", "jr", "sr", "rev", "hon", "gen", "col", "lt", "capt", "sgt", "gov", "sen", "rep", "inc",
    "corp", "co", "ltd", "plc", "llc", "bros", "vs", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
    "mass", "calif", "conn", "fla", "ill", "no", "dept", "messrs", "ph.d", "m.d", "u.s", "u.k", "jun.",
];

/// Splits one line (bytes `start..` of the passage) into tokens.
pub fn tokenize(line: &str, start: usize) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(line.len() / 5);
    split(line, |at, length| tokens.push(token(&line[at..at + length], start + at)));
    tokens
}

/// Tells where each token of a line begins and how long it is, in bytes.
pub fn split(line: &str, mut tell: impl FnMut(usize, usize)) {
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let length = if c.is_whitespace() {
            0
        } else if c.is_alphanumeric() {
            word_length(rest)
        } else if matches!(c, '$' | '@' | '#') && rest[1..].starts_with(|n: char| n.is_alphabetic()) {
            1 + rest[1..].find(|n: char| !n.is_alphanumeric() && n != '_' && n != '.').unwrap_or(rest.len() - 1)
        } else if rest.starts_with("&amp;") {
            5
        } else if is_possessive(rest) {
            c.len_utf8() + 1
        } else if rest.starts_with("--") {
            rest.find(|n| n != '-').unwrap_or(rest.len())
        } else {
            c.len_utf8()
        };
        if length == 0 {
            at += c.len_utf8();
            continue;
        }
        // "Sovereign Bancorp Inc SOV.N, the lender": a wire's code of a share is no word
        if let Some(code) = c.is_ascii_uppercase().then(|| instrument_code(rest)).flatten() {
            at += code;
            continue;
        }
        if is_plain(&rest[..length]) {
            tell(at, length);
        } else {
            tell_parts(&rest[..length], at, &mut tell);
        }
        at += length;
    }
}

/// A word of ASCII letters and digits has no parts.
fn is_plain(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The length of a Reuters instrument code at the beginning: a ticker, a stop, and one or two capitals for the exchange.
fn instrument_code(text: &str) -> Option<usize> {
    let of_code = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || *byte == b'.';
    let end = text.bytes().take_while(of_code).count();
    if end < 4 {
        return None;
    }
    let (ticker, exchange) = text[..end].trim_end_matches('.').split_once('.')?;
    let fits = (2..=6).contains(&ticker.len()) && (1..=2).contains(&exchange.len()) && exchange.bytes().all(|b| b.is_ascii_uppercase());
    let letters = ticker.bytes().filter(u8::is_ascii_uppercase).count() >= 2;
    let alone = !text[end..].starts_with(char::is_alphanumeric);
    (fits && letters && alone).then(|| ticker.len() + 1 + exchange.len())
}

/// "'s" behind a full stop or a quotation mark, which the word itself did not take.
fn is_possessive(text: &str) -> bool {
    let mut chars = text.chars();
    matches!(chars.next(), Some('\'' | '’')) && chars.next() == Some('s') && !chars.next().is_some_and(char::is_alphanumeric)
}

/// The length in bytes of the word or number at the beginning.
fn word_length(text: &str) -> usize {
    // a plain word before a blank or a mark that no word takes
    let plain = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    match text.as_bytes().get(plain) {
        None => return plain,
        Some(b' ' | b'\t' | b'"' | b'(' | b')' | b';' | b'!' | b'?') if plain > 0 => return plain,
        // an everyday word's stop or comma, behind which nothing goes on
        Some(b',') if plain > 0 && text.as_bytes().get(plain + 1) == Some(&b' ') => return plain,
        _ => {}
    }
    if text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www.") {
        return text.find(char::is_whitespace).unwrap_or(text.len());
    }
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, n)| n);
        let inside = next.is_some_and(char::is_alphanumeric);
        let joins = match c {
            '\'' | '’' | '-' | '‑' | '&' => inside && at > 0,
            '.' | ',' => {
                let before = text[..at].chars().next_back().unwrap_or(' ');
                let number = before.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit());
                number || (c == '.' && inside && is_dotted(&text[..at], next))
            }
            _ => c.is_alphanumeric() || is_mark(c),
        };
        if !joins {
            if c == '.' && keeps_stop(&text[..at]) {
                end = at + 1;
            }
            break;
        }
        end = at + c.len_utf8();
    }
    end.max(text.chars().next().map_or(1, char::len_utf8))
}

fn is_mark(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// Whether a stop between letters belongs to the word: `U.S`, `J.P`, `Ph.D`, `D.A`, `amazon.com`.
fn is_dotted(before: &str, next: Option<char>) -> bool {
    let last = before.rsplit('.').next().unwrap_or(before);
    last.chars().count() <= 2 || next.is_some_and(char::is_lowercase) && before.chars().all(|c| c.is_alphanumeric() || c == '.' || c == '-')
}

/// Whether the stop behind a word belongs to it: an initial, a dotted abbreviation or a known one.
fn keeps_stop(word: &str) -> bool {
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase);
    initial
        || (word.contains('.') && word.rsplit('.').next().is_some_and(|last| last.chars().count() <= 2))
        || ABBREVIATIONS.iter().any(|known| known.eq_ignore_ascii_case(word)) && !word.eq_ignore_ascii_case("no")
}

/// Tells a word, or its parts: a possessive mark, a contraction and what stands before it.
fn tell_parts(word: &str, at: usize, tell: &mut impl FnMut(usize, usize)) {
    // "now-Secret Service director"
    for prefix in ["now-", "then-"] {
        if let Some(rest) = word.strip_prefix(prefix).filter(|rest| rest.starts_with(char::is_uppercase)) {
            tell(at, prefix.len() - 1);
            return tell_parts(rest, at + prefix.len(), tell);
        }
    }
    match clitic(word) {
        Some(cut) => {
            tell(at, cut);
            tell(at + cut, word.len() - cut);
        }
        None => tell(at, word.len()),
    }
}

/// Where a possessive mark or a contraction parts from its word, in bytes.
fn clitic(word: &str) -> Option<usize> {
    if !word.contains(['\'', '’']) {
        return None;
    }
    let folded = word.to_lowercase().replace('’', "'");
    // the fold must keep lengths aligned: only ASCII clitics are cut, counted from the end of the original
    CLITICS.iter().find_map(|clitic| {
        let ends = folded.len() > clitic.len() && folded.ends_with(clitic);
        let cut = ends.then(|| word.char_indices().rev().nth(clitic.len() - 1).map_or(0, |(i, _)| i))?;
        (cut > 0).then_some(cut)
    })
}

fn token(word: &str, at: usize) -> Token {
    let shape = shape(word);
    Token { start: at, end: at + word.len(), lower: Word::fold(if word == "&amp;" { "&" } else { word }), shape, weak: false }
}

fn shape(word: &str) -> Shape {
    // most words are of small letters, the first perhaps a capital
    if let [initial, rest @ ..] = word.as_bytes()
        && rest.iter().all(u8::is_ascii_lowercase)
    {
        match initial {
            b'a'..=b'z' => return Shape::Lower,
            b'A'..=b'Z' => return Shape::Capital,
            _ => {}
        }
    }
    let first = word.chars().next().unwrap_or(' ');
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if matches!(first, '$' | '@' | '#') && letters > 0 || word.starts_with("http") && word.contains("://") || word.starts_with("www.") {
        Shape::Symbol
    } else if first.is_ascii_digit() {
        if letters > 0 && word.chars().any(char::is_uppercase) { Shape::Capital } else { Shape::Number }
    } else if letters == 0 {
        Shape::Punctuation
    } else if letters > 1 && word.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase) {
        Shape::Upper
    } else if first.is_uppercase() || (word.chars().count() > 2 && word.chars().skip(1).any(char::is_uppercase) && !word.contains('-')) {
        Shape::Capital
    } else if word.split('-').any(|part| part.starts_with(char::is_uppercase)) && word.starts_with(char::is_lowercase) {
        // co-CEO, ex-Google, al-Hassani: decided by what follows the hyphen
        if word.starts_with("al-") || word.starts_with("el-") { Shape::Capital } else { Shape::Lower }
    } else {
        Shape::Lower
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokenize(text, 0).iter().map(|t| &text[t.start..t.end]).collect()
    }

    #[test]
    fn splits_words_possessives_and_contractions() {
        assert_eq!(
            words("Acme Inc.'s CEO, Denise O'Rourke-Baptiste, isn’t leaving."),
            ["Acme", "Inc.", "'s", "CEO", ",", "Denise", "O'Rourke-Baptiste", ",", "is", "n’t", "leaving", "."]
        );
        assert_eq!(words("she's Google’s co-CEO"), ["she", "'s", "Google", "’s", "co-CEO"]);
    }

    #[test]
    fn keeps_initials_numbers_and_handles_whole() {
        assert_eq!(
            words("J. R. Smith, M.D., of D.A. Davidson ($DAD) paid 1,250.50"),
            ["J.", "R.", "Smith", ",", "M.D.", ",", "of", "D.A.", "Davidson", "(", "$DAD", ")", "paid", "1,250.50"]
        );
    }

    #[test]
    fn ends_on_every_prefix_of_odd_input() {
        let text = "É’s “naïve” l'été — 3M's U.S.A. a.b.c. ''' $ @ -- http://x";
        for (i, _) in text.char_indices() {
            tokenize(&text[..i], 0);
        }
    }
}
