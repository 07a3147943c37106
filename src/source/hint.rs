//! How often a feed wants to be asked: its own hints and its server's, remembered between visits.

use std::sync::LazyLock;

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use regex::Regex;

use super::batch::Cursor;
use super::http::Response;

/// The longest pause that a hint can ask for: a forgotten `ttl` must not silence a source.
pub const LONGEST: SignedDuration = SignedDuration::from_hours(24);

const WAIT: &str = "wait";
const SKIP_HOURS: &str = "skip_hours";
const SKIP_DAYS: &str = "skip_days";
const WORDPRESS: &str = "<generator>https://wordpress.org/";

static TTL: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<ttl>\s*(\d{1,6})\s*</ttl>"));
static PERIOD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<(?:\w+:)?updatePeriod>\s*(hourly|daily|weekly|monthly|yearly)\s*<"));
static FREQUENCY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<(?:\w+:)?updateFrequency>\s*(\d{1,4})\s*<"));
static HOURS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<skipHours>(.*?)</skipHours>"));
static DAYS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?is)<skipDays>(.*?)</skipDays>"));
static HOUR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<hour>\s*(\d{1,2})\s*</hour>"));
static DAY: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)<day>\s*([a-z]+)\s*</day>"));
static MAX_AGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?i)(?:^|[\s,])max-age\s*=\s*(\d{1,9})"));
static ENTRY: LazyLock<Regex> = LazyLock::new(|| pattern(r"<(?:[\w-]+:)?(?:item|entry)[\s>/]"));

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is valid")
}

/// What a feed asks for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Hints {
    /// The shortest time between two visits: the longest of `ttl`, the syndication module's period, and `max-age`.
    pub wait: Option<SignedDuration>,
    /// Hours of UTC, 0 to 23, in which the feed never changes.
    pub skip_hours: Vec<i8>,
    /// Days of the week (UTC) on which the feed never changes.
    pub skip_days: Vec<Weekday>,
}

impl Hints {
    /// Reads the hints of a feed's text and of the answer that brought it.
    pub fn read(text: &str, response: &Response) -> Hints {
        let end = ENTRY.find(text).map_or(text.len(), |entry| entry.start());
        // RSS 1.0 and some others put the channel's own elements behind the entries; a look at both ends is enough.
        let head = &text[..end];
        let number = |pattern: &Regex| pattern.captures(head).and_then(|found| found[1].parse::<i64>().ok());
        let ttl = number(&TTL).map(SignedDuration::from_mins);
        let waits = [ttl, period(head, number(&FREQUENCY)), max_age(response)];
        let within = |list: &Regex, one: &Regex| -> Vec<String> {
            let list = list.captures(head).map(|found| found[1].to_string()).unwrap_or_default();
            one.captures_iter(&list).map(|found| found[1].to_string()).collect()
        };
        let hours =
            within(&HOURS, &HOUR).into_iter().filter_map(|hour| hour.parse().ok()).map(|hour: i8| if hour == 24 { 0 } else { hour });
        let skip_hours: Vec<i8> = hours.filter(|hour| (0..24).contains(hour)).collect();
        let skip_days: Vec<Weekday> = within(&DAYS, &DAY).iter().filter_map(|day| weekday(day)).collect();
        Hints { wait: waits.into_iter().flatten().max().map(|wait| wait.min(LONGEST)), skip_hours, skip_days }
    }

    /// The hints of the last answer that had a body.
    pub fn remembered(cursor: &Cursor) -> Hints {
        let list = |key: &str| cursor.get(key).unwrap_or_default().split(',').map(str::to_string).collect::<Vec<_>>();
        Hints {
            wait: cursor.get(WAIT).and_then(|seconds| seconds.parse().ok()).map(SignedDuration::from_secs),
            skip_hours: list(SKIP_HOURS).iter().filter_map(|hour| hour.parse().ok()).collect(),
            skip_days: list(SKIP_DAYS).iter().filter_map(|day| weekday(day)).collect(),
        }
    }

    /// Keeps the hints for visits that bring no body.
    pub fn remember(&self, cursor: &mut Cursor) {
        let joined = |words: Vec<String>| Some(words.join(",")).filter(|text| !text.is_empty());
        cursor.set(WAIT, self.wait.map(|wait| wait.as_secs().to_string()));
        cursor.set(SKIP_HOURS, joined(self.skip_hours.iter().map(ToString::to_string).collect()));
        cursor.set(SKIP_DAYS, joined(self.skip_days.iter().map(|day| name(*day).to_string()).collect()));
    }

    /// The next visit after one at `now`, where the configuration alone would say `planned`.
    pub fn next_visit(&self, planned: Timestamp, now: Timestamp) -> Timestamp {
        let earliest = self.wait.and_then(|wait| now.checked_add(wait).ok()).unwrap_or(planned);
        let mut next = planned.max(earliest);
        // Within two days there is an hour that is not skipped, unless all are: then none is.
        for _ in 0..48 {
            let at = next.to_zoned(TimeZone::UTC);
            if !self.skip_hours.contains(&at.hour()) && !self.skip_days.contains(&at.weekday()) {
                return next;
            }
            let Ok(hour) = at.round(jiff::ZonedRound::new().smallest(jiff::Unit::Hour).mode(jiff::RoundMode::Floor)) else { return next };
            next = hour.timestamp().saturating_add(SignedDuration::from_hours(1)).unwrap_or(next);
        }
        planned.max(earliest)
    }
}

/// `updateFrequency` times in an `updatePeriod` (RSS 1.0 syndication module). "Once an hour" is what WordPress writes into every feed, so
/// there it is nobody's wish.
fn period(head: &str, frequency: Option<i64>) -> Option<SignedDuration> {
    let once_an_hour = PERIOD.captures(head).is_some_and(|found| found[1].eq_ignore_ascii_case("hourly")) && frequency == Some(1);
    if once_an_hour && head.contains(WORDPRESS) {
        return None;
    }
    let hours = match PERIOD.captures(head)?[1].to_ascii_lowercase().as_str() {
        "hourly" => 1,
        "daily" => 24,
        "weekly" => 24 * 7,
        "monthly" => 24 * 30,
        _ => 24 * 365,
    };
    Some(SignedDuration::from_mins(hours * 60 / frequency.unwrap_or(1).max(1)))
}

fn max_age(response: &Response) -> Option<SignedDuration> {
    let seconds: i64 = MAX_AGE.captures(response.header("cache-control")?)?[1].parse().ok()?;
    Some(SignedDuration::from_secs(seconds))
}

fn name(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "monday",
        Weekday::Tuesday => "tuesday",
        Weekday::Wednesday => "wednesday",
        Weekday::Thursday => "thursday",
        Weekday::Friday => "friday",
        Weekday::Saturday => "saturday",
        Weekday::Sunday => "sunday",
    }
}

fn weekday(text: &str) -> Option<Weekday> {
    Weekday::Monday.cycle_forward().take(7).find(|day| name(*day).eq_ignore_ascii_case(text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use url::Url;

    fn hints(head: &str, cache: Option<&str>) -> Hints {
        let headers = cache.map(|value| ("cache-control".to_string(), value.to_string())).into_iter().collect();
        let response = Response { url: Url::parse("https://news.example/feed").unwrap(), status: 200, headers, body: Vec::new() };
        Hints::read(&format!("<rss><channel>{head}<item><ttl>9999</ttl></item></channel></rss>"), &response)
    }

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn the_longest_wish_counts_up_to_a_day() {
        let minutes = |head: &str, cache: Option<&str>| hints(head, cache).wait.map(|wait| wait.as_mins());
        assert_eq!(minutes("", None), None);
        assert_eq!(minutes("<ttl>40</ttl>", None), Some(40));
        assert_eq!(minutes("<sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", None), Some(30));
        assert_eq!(minutes("<ttl>10</ttl>", Some("public, max-age=1800, must-revalidate")), Some(30));
        assert_eq!(minutes("", Some("s-maxage=900")), None);
        assert_eq!(minutes("<sy:updatePeriod>yearly</sy:updatePeriod>", None), Some(24 * 60));
        let hourly = "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>1</sy:updateFrequency>";
        assert_eq!(minutes(hourly, Some("max-age=300")), Some(60));
        let wordpress = format!("{hourly}<generator>https://wordpress.org/?v=6.6.2</generator>");
        assert_eq!(minutes(&wordpress, Some("max-age=300")), Some(5), "what WordPress always writes is nobody's wish");
        assert_eq!(minutes("<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", None), Some(24 * 60));
    }

    #[test]
    fn skipped_hours_and_days_are_waited_out() {
        let told = hints("<skipHours><hour>2</hour><hour>3</hour><hour>24</hour></skipHours><skipDays><day>Sunday</day></skipDays>", None);
        let next = |planned: &str| told.next_visit(at(planned), at("2024-09-25T00:00:00Z")).to_string();
        assert_eq!(next("2024-09-25T02:15:00Z"), "2024-09-25T04:00:00Z");
        assert_eq!(next("2024-09-25T05:15:00Z"), "2024-09-25T05:15:00Z");
        assert_eq!(next("2024-09-29T10:00:00Z"), "2024-09-30T01:00:00Z", "Sunday, and midnight is skipped too");
        let all: String = (0..24).map(|hour| format!("<hour>{hour}</hour>")).collect();
        let all = hints(&format!("<skipHours>{all}</skipHours>"), None);
        assert_eq!(all.next_visit(at("2024-09-25T02:15:00Z"), at("2024-09-25T02:00:00Z")), at("2024-09-25T02:15:00Z"));
    }

    #[test]
    fn hints_outlive_a_visit_without_a_body() {
        let told = hints("<ttl>60</ttl><skipHours><hour>5</hour></skipHours><skipDays><day>Friday</day></skipDays>", None);
        let mut cursor = Cursor::default();
        told.remember(&mut cursor);
        assert_eq!(Hints::remembered(&cursor), told);
        assert_eq!(Hints::remembered(&Cursor::default()), Hints::default());
        assert_eq!(told.next_visit(at("2024-09-25T12:15:00Z"), at("2024-09-25T12:00:00Z")), at("2024-09-25T13:00:00Z"));
    }
}
