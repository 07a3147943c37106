//! OPML: lists of feeds, as every feed reader exports and imports them (opml.org/spec2.opml).

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};
use url::Url;

use super::error::line;
use super::human;

/// Outlines that are read: far more than any list has.
pub const MAX_OUTLINES: usize = 10_000;

/// A feed of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    pub title: String,
    /// The feed's address.
    pub url: Url,
}

/// The feeds of a list in its order, each address once, whatever folders they stand in; beside them one line for each that cannot be
/// watched.
///
/// # Errors
/// One line where the text is no OPML.
pub fn parse(text: &str) -> Result<(Vec<Outline>, Vec<String>), String> {
    let mut reader = Reader::from_str(text.trim_start_matches('\u{feff}'));
    // Exports by hand leave folders open; what matters stands in the attributes.
    reader.config_mut().check_end_names = false;
    let (mut outlines, mut complaints): (Vec<Outline>, Vec<String>) = (Vec::new(), Vec::new());
    let mut is_opml = false;
    loop {
        match reader.read_event() {
            Ok(Event::Start(tag) | Event::Empty(tag)) => match tag.local_name().as_ref() {
                name if name.eq_ignore_ascii_case("opml") => is_opml = true,
                name if is_opml && name.eq_ignore_ascii_case("outline") => match outline(&tag) {
                    Some(Ok(outline)) if outlines.iter().any(|known| known.url == outline.url) => {}
                    Some(Ok(outline)) => outlines.push(outline),
                    Some(Err(complaint)) => complaints.push(complaint),
                    None => {}
                },
                _ => {}
            },
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(error) => return Err(format!("is no readable OPML ({})", line(&error.to_string()))),
        }
        if outlines.len() + complaints.len() > MAX_OUTLINES {
            return Err(format!("has more than {MAX_OUTLINES} feeds; split it"));
        }
    }
    if is_opml { Ok((outlines, complaints)) } else { Err("is no OPML: it has no <opml> element".to_string()) }
}

/// A feed's outline; `None` for a folder.
fn outline(tag: &BytesStart) -> Option<Result<Outline, String>> {
    let attribute = |wanted: &str| {
        let found = tag.attributes().with_checks(false).flatten().find(|attribute| attribute.key.as_ref().eq_ignore_ascii_case(wanted))?;
        let value = found.normalized_value(XmlVersion::Implicit1_0).ok()?;
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(value)
    };
    let address = attribute("xmlUrl")?;
    let title = attribute("title").or_else(|| attribute("text"));
    Some(match human::parse_shown_url(&address) {
        Ok(url) => {
            let title = title.unwrap_or_else(|| url.host_str().unwrap_or("feed").to_string());
            Ok(Outline { title, url })
        }
        Err(why) => Err(format!("{}: {}", line(title.as_deref().unwrap_or("an outline without a title")), line(&why))),
    })
}

/// The list as OPML 2.0.
pub fn write(outlines: &[Outline]) -> String {
    let row = |outline: &Outline| {
        let (title, url) = (escape(&outline.title), escape(outline.url.as_str()));
        format!("    <outline type=\"rss\" text=\"{title}\" title=\"{title}\" xmlUrl=\"{url}\"/>\n")
    };
    let rows: String = outlines.iter().map(row).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n  <head>\n    <title>rosterwatch</title>\n  </head>\n  <body>\n{rows}  </body>\n</opml>\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn feed(title: &str, url: &str) -> Outline {
        Outline { title: title.into(), url: Url::parse(url).unwrap() }
    }

    #[test]
    fn folders_are_flattened_and_each_feed_stands_once() {
        let text = r#"<?xml version="1.0"?><opml version="1.0"><head><title>x</title></head><body><outline text="News">
            <outline type="rss" text="Wire &amp; Co" xmlUrl="https://wire.example/rss?a=1&amp;b=2" htmlUrl="https://wire.example/"/>
            <outline text="short" title="A longer title" xmlurl=" https://a.example/feed "/></outline>
            <outline text="again" xmlUrl="https://a.example/feed"/><outline xmlUrl="https://b.example/feed"/>
            <outline text="Local" xmlUrl="file:///etc/passwd"/></body></opml>"#;
        let (outlines, complaints) = parse(text).unwrap();
        let expected = [
            feed("Wire & Co", "https://wire.example/rss?a=1&b=2"),
            feed("A longer title", "https://a.example/feed"),
            feed("b.example", "https://b.example/feed"),
        ];
        assert_eq!(outlines, expected);
        assert!(complaints.len() == 1 && complaints[0].starts_with("Local: ") && complaints[0].contains("scheme `file`"), "{complaints:?}");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let outlines = [feed("R&D <\"news\">", "https://wire.example/rss?a=1&b=2"), feed("消息", "https://zh.example/feed")];
        assert_eq!(parse(&write(&outlines)).unwrap(), (outlines.to_vec(), Vec::new()));
    }

    #[test]
    fn what_is_no_opml_is_refused_in_one_line() {
        for text in ["", "<html><body><outline xmlUrl=\"https://a.example/\"></body></html>", "feeds: none", "<opml><body><outline <"] {
            let error = parse(text).unwrap_err();
            assert!(error.contains("OPML") && !error.contains('\n'), "{text}: {error}");
        }
    }
}
