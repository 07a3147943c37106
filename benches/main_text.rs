//! The main text of the public article-extraction benchmark's pages, for its own scorer.
//!
//! ```text
//! git clone https://github.com/scrapinghub/article-extraction-benchmark ../aeb
//! cargo bench --bench main_text -- ../aeb          # writes ../aeb/output/rosterwatch.json
//! (cd ../aeb && python3 evaluate.py)
//! ```

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use flate2::read::GzDecoder;
use jiff::Timestamp;
use rosterwatch::domain::{Body, Item};
use rosterwatch::text;
use serde_json::{Map, Value, json};

fn main() -> anyhow::Result<()> {
    let folder = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let Some(folder) = folder.map(PathBuf::from) else {
        eprintln!("main_text: name the folder of the benchmark; nothing measured");
        return Ok(());
    };
    let truth: Map<String, Value> = serde_json::from_reader(File::open(folder.join("ground-truth.json"))?)?;
    ensure!(!truth.is_empty(), "the benchmark has no pages");
    let mut found = Map::new();
    let (mut spent, mut unread) = (Duration::ZERO, 0);
    for (key, page) in &truth {
        let url = page.get("url").and_then(Value::as_str).unwrap_or("https://news.example/").to_string();
        let item = item(&folder.join(format!("html/{key}.html.gz")), url)?;
        let start = Instant::now();
        let article = text::read(&item, "benchmark", Timestamp::now());
        spent += start.elapsed();
        let text = article.map(|article| article.text).unwrap_or_default();
        unread += usize::from(text.is_empty());
        found.insert(key.clone(), json!({ "articleBody": text }));
    }
    fs::write(folder.join("output/rosterwatch.json"), Value::from(found).to_string())?;
    println!("{} pages, {unread} without text, {:.0} pages/s", truth.len(), truth.len() as f64 / spent.as_secs_f64());
    Ok(())
}

fn item(path: &Path, url: String) -> anyhow::Result<Item> {
    let mut html = String::new();
    GzDecoder::new(File::open(path).with_context(|| path.display().to_string())?).read_to_string(&mut html)?;
    Ok(Item::page(url.clone(), url, Body::Page(html)))
}
