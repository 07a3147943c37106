//! What extraction costs: on one core, in proportion to what `scraper` needs merely to parse the same articles as HTML, and in
//! proportion to the length of what nobody should send.
//!
//! A plain program: `cargo bench --locked`. All figures of a line come from one run, in turns, the best of several; only ratios
//! mean anything on another machine.

mod pages;

use std::hint::black_box;
use std::time::{Duration, Instant};

use rosterwatch::domain::{Article, Language};
use rosterwatch::extract::{self, Gazetteer};
use scraper::Html;

/// Each measurement is taken so often, in turns with the others; the best counts.
const ROUNDS: usize = 9;
/// A measurement goes over its articles until it took at least so long.
const LEAST: Duration = Duration::from_millis(60);

fn main() {
    println!("extraction against parsing, one core, best of {ROUNDS} turns\n");
    println!("                          article                extraction                 a news page           the bare page");
    println!("language  articles     kB each    µs each    MB/s  articles/s     kB  parse µs   ratio      kB  parse µs   ratio");
    for language in [Language::English, Language::Chinese] {
        against_parsing(language);
    }
    println!("\nThe articles are the corpora beside the rules, joined to the length of news, and the recorded pages of the founding case:");
    println!(
        "nearly every sentence holds a trigger, which in news few do. A news page is the article between meta tags, JSON-LD, styles, a"
    );
    println!(
        "menu, related stories, comments and scripts; the bare page has nothing but heading and paragraphs. Ratio: extraction / parsing."
    );
    println!("\ngrowth: time for each byte of the whole against a quarter of it (1.0: in proportion to the length)\n");
    println!("text                                        MB     s whole    MB/s   growth");
    for (name, text) in hostile() {
        growth(name, &text);
    }
}

fn against_parsing(language: Language) {
    let nobody = Gazetteer::default();
    let articles = pages::articles(language);
    let real: Vec<String> = articles.iter().map(pages::real).collect();
    let bare: Vec<String> = articles.iter().map(pages::bare).collect();
    let mut best = [Duration::MAX; 3];
    for _ in 0..ROUNDS {
        let taken = [
            each(&articles, |article| drop(black_box(extract::read(black_box(article), &nobody)))),
            each(&real, |page| drop(black_box(Html::parse_document(black_box(page))))),
            each(&bare, |page| drop(black_box(Html::parse_document(black_box(page))))),
        ];
        best = std::array::from_fn(|i| best[i].min(taken[i]));
    }
    let [extracting, parsing, parsing_bare] = best.map(|taken| taken.as_secs_f64());
    let mean = |sizes: &mut dyn Iterator<Item = usize>| sizes.sum::<usize>() as f64 / articles.len() as f64;
    let text = mean(&mut articles.iter().map(|article| article.text.len()));
    let (page, least) = (mean(&mut real.iter().map(String::len)), mean(&mut bare.iter().map(String::len)));
    println!(
        "{:8} {:9} {:11.1} {:10.1} {:7.1} {:11.0} {:6.0} {:9.0} {:7.2} {:7.1} {:9.0} {:7.2}",
        language.code(),
        articles.len(),
        text / 1e3,
        extracting * 1e6,
        text / extracting / 1e6,
        1.0 / extracting,
        page / 1e3,
        parsing * 1e6,
        extracting / parsing,
        least / 1e3,
        parsing_bare * 1e6,
        extracting / parsing_bare,
    );
}

/// The mean time of `work` on one of `inputs`.
fn each<T>(inputs: &[T], work: impl Fn(&T)) -> Duration {
    let start = Instant::now();
    let mut passes = 0;
    while start.elapsed() < LEAST {
        inputs.iter().for_each(&work);
        passes += 1;
    }
    start.elapsed() / (passes * u32::try_from(inputs.len()).unwrap_or(u32::MAX))
}

/// Texts that nobody writes and somebody sends.
fn hostile() -> Vec<(&'static str, String)> {
    let sentence = "Initech on Monday named Jane Roe as chief executive officer, succeeding John Moor. ";
    let chinese = "华星科技股份有限公司董事会同意聘任张伟民先生为公司总经理，任期三年。";
    vec![
        ("10 MB of one line, English", sentence.repeat((10 << 20) / sentence.len())),
        ("10 MB of one line, Chinese", chinese.repeat((10 << 20) / chinese.len())),
        ("10 MB of one letter", "a".repeat(10 << 20)),
        ("10 MB of one character", "董".repeat((10 << 20) / 3)),
        ("1 MB of \"((((\"", "(".repeat(1 << 20)),
        ("1 MB of quotation marks", "\"“".repeat((1 << 20) / 4)),
        ("100,000 sentences, one a line", format!("{}\n", sentence.trim()).repeat(100_000)),
        ("100,000 sentences in one paragraph", sentence.repeat(100_000)),
        ("100,000 Chinese sentences", chinese.repeat(100_000)),
    ]
}

fn growth(name: &str, text: &str) {
    let quarter = (0..=text.len() / 4).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let time = |text: &str| {
        let article =
            Article { text: text.to_string(), language: Some(language_of(text)), ..pages::articles(Language::Chinese)[0].clone() };
        let start = Instant::now();
        black_box(extract::read(black_box(&article), &Gazetteer::default()));
        start.elapsed().as_secs_f64()
    };
    let part = time(&text[..quarter]);
    let whole = time(text);
    let growth = (whole / text.len() as f64) / (part / quarter as f64);
    println!("{name:36} {:9.1} {whole:11.2} {:7.2} {growth:8.2}", text.len() as f64 / 1e6, text.len() as f64 / whole / 1e6);
}

fn language_of(text: &str) -> Language {
    let chinese = text.chars().next().is_some_and(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    if chinese { Language::Chinese } else { Language::English }
}
