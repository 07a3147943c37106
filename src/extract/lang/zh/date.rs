//! Chinese dates, placed in the calendar relative to the day of publication.

use std::sync::LazyLock;

use jiff::ToSpan;
use jiff::civil::Date;

use super::sentence::Line;
use super::table::Chars;
use crate::domain::PartialDate;

/// A date found in folded characters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    pub to: usize,
    pub first: Date,
    pub last: Date,
    pub date: Option<PartialDate>,
    /// The text gives the year, so that later dates without one lie in it.
    pub year: Option<i16>,
}

/// Where dates are counted from.
#[derive(Clone, Copy, Debug)]
pub struct Calendar {
    pub published: Date,
    /// The year named last in the paragraph.
    pub year: Option<i16>,
    /// The day or month named last in the paragraph.
    /// That year stands in this very sentence.
    pub told: bool,
    pub last: Option<(Date, Date)>,
}

/// The characters with which a date begins.
static FIRST: LazyLock<Chars> = LazyLock::new(|| {
    Chars::new("0123456789〇零一二三四五六七八九十廿两半元民今去前明后本年当同次昨日近上这下不最眼刚即几多数月年".chars())
});

/// Reads a date that begins at `from`.
pub fn read(folded: &[char], from: usize, calendar: &Calendar) -> Option<Found> {
    if !FIRST.has(folded[from]) {
        return None;
    }
    if from > 0 && folded[from].is_ascii_digit() && (folded[from - 1].is_ascii_digit() || folded[from - 1] == '.') {
        return None;
    }
    absolute(folded, from, calendar).or_else(|| relative(folded, from, calendar))
}

/// Whether a length of time begins here: 两年, 12年, 逾14年, 近三个月, 多年.
pub fn lasts(line: &Line, from: usize) -> bool {
    let folded = &line.folded;
    let mut at = from;
    for word in ["长达", "已有", "不到", "不满", "仅仅", "超过", "将近", "大约", "逾", "近", "约", "超", "仅", "才", "满"]
    {
        if line.starts(at, word) {
            at += word.chars().count();
            break;
        }
    }
    folded.get(at).is_some()
        && number(folded, at).map(|(_, to)| to).or_else(|| "两数多几半".contains(folded[at]).then_some(at + 1)).is_some_and(|to| {
            // 2011年 is a year
            if folded[at].is_ascii_digit() && to - at >= 3 {
                return false;
            }
            let to = if folded.get(to).is_some_and(|c| "多余来几".contains(*c)) { to + 1 } else { to };
            folded.get(to) == Some(&'年') && !folded.get(to + 1).is_some_and(|c| "前级度内报".contains(*c) || c.is_ascii_digit())
                || line.starts(to, "个月") && !line.starts(to, "个月前")
                || line.starts(to, "个多月")
                || line.starts(to, "个年头")
        })
}

/// Digits or Chinese numerals: the number and the place behind it.
fn number(folded: &[char], from: usize) -> Option<(i32, usize)> {
    let digits = folded[from..].iter().take(5).take_while(|c| c.is_ascii_digit()).count();
    if digits > 0 {
        let value: String = folded[from..from + digits].iter().collect();
        return Some((value.parse().ok()?, from + digits));
    }
    let value = |c: char| {
        "〇一二三四五六七八九".chars().position(|d| d == c).map(|v| v as i32).or((c == '零').then_some(0)).or((c == '元').then_some(1))
    };
    let run = folded[from..].iter().take(5).take_while(|c| value(**c).is_some() && **c != '元' || matches!(**c, '十' | '廿')).count();
    if run == 0 {
        return None;
    }
    let chars = &folded[from..from + run];
    if !chars.iter().any(|c| matches!(c, '十' | '廿')) {
        return Some((chars.iter().fold(0, |n, c| n * 10 + value(*c).unwrap_or(0)), from + run));
    }
    let ten = chars.iter().position(|c| matches!(c, '十' | '廿'))?;
    let tens = if chars[ten] == '廿' { 2 } else { ten.checked_sub(1).and_then(|i| value(chars[i])).unwrap_or(1) };
    let ones = chars.get(ten + 1).and_then(|c| value(*c)).unwrap_or(0);
    Some((tens * 10 + ones, from + run))
}

fn starts(folded: &[char], at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(i, c)| folded.get(at + i) == Some(&c))
}

/// "2024年10月21日", "2024-10-21", "10月21日", "113年6月", "6月底".
fn absolute(folded: &[char], from: usize, calendar: &Calendar) -> Option<Found> {
    let start = if starts(folded, from, "民国") { from + 2 } else { from };
    let (value, at) = number(folded, start)?;
    if folded.get(at) == Some(&'年') {
        let roc = start > from || (90..=130).contains(&value) && folded[from].is_ascii_digit();
        let year = i16::try_from(if roc { value + 1911 } else { value }).ok().filter(|y| (1900..2100).contains(y))?;
        if starts(folded, at + 1, "的今天") {
            let day = Date::new(year, calendar.published.month(), calendar.published.day()).ok()?;
            return Some(Found { year: Some(year), ..exact(at + 4, day) });
        }
        return Some(match month(folded, at + 1, year) {
            Some(found) => Found { year: Some(year), ..found },
            None => season(folded, at + 1, year),
        });
    }
    if (1900..2100).contains(&value)
        && at == start + 4
        && let Some(found) = dashed(folded, at, value as i16)
    {
        return Some(found);
    }
    if folded.get(at) == Some(&'月') && (1..=12).contains(&value) {
        let year = year_of_month(value as i8, folded, start, at, calendar);
        return month(folded, start, year);
    }
    // "4日电", "29日的业绩会": a day of the month of publication
    if folded.get(at) == Some(&'日') && (1..=31).contains(&value) && at - start <= 2 && folded[start].is_ascii_digit() {
        let published = calendar.published;
        let this = Date::new(published.year(), published.month(), value as i8).ok()?;
        let day = if this > published.checked_add(15.days()).ok()? { this.checked_sub(1.month()).ok()? } else { this };
        return Some(exact(at + 1, day));
    }
    None
}

/// "-10-21", "/10/21" behind a year.
fn dashed(folded: &[char], at: usize, year: i16) -> Option<Found> {
    let sign = *folded.get(at).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (m, at) = number(folded, at + 1)?;
    if folded.get(at) != Some(&sign) {
        return None;
    }
    let (d, at) = number(folded, at + 1)?;
    let day = Date::new(year, m.try_into().ok()?, d.try_into().ok()?).ok()?;
    Some(Found { year: Some(year), ..exact(at, day) })
}

fn exact(to: usize, day: Date) -> Found {
    Found { to, first: day, last: day, date: Some(PartialDate::from(day)), year: None }
}

/// A month without a year: the paragraph's year if it names another than that of publication, else the nearest such month.
fn year_of_month(month: i8, folded: &[char], start: usize, at: usize, calendar: &Calendar) -> i16 {
    let published = calendar.published;
    if let Some(year) = calendar.year.filter(|y| *y != published.year()) {
        // "去年4月上市的某公司…。3月17日,该公司公告": days before publication that day is meant
        let near = Date::new(published.year(), month, 1)
            .is_ok_and(|first| first <= published && published.since(first).is_ok_and(|s| s.get_days() <= 45));
        if calendar.told || !near {
            return year;
        }
    }
    // "将于5月底", "6月1日起": what is announced lies ahead
    let announced =
        (start.saturating_sub(4)..start).any(|i| folded[i] == '将') || (at..folded.len().min(at + 5)).any(|i| folded[i] == '起');
    let distance = |year: i16| {
        let first = Date::new(year, month, 1).unwrap_or(published);
        let days = (first.duration_until(published)).as_hours() / 24;
        // what has happened is told more often than what lies far ahead
        match (days < 0, announced) {
            (true, true) => -days,
            // "12月底离任", told in September
            (true, false) if matches!(folded.get(at + 1), Some('底' | '末')) => -days * 5 / 2,
            (true, false) => -days * 6,
            (false, true) => days * 2,
            (false, false) => days,
        }
    };
    [published.year(), published.year() - 1, published.year() + 1].into_iter().min_by_key(|y| distance(*y)).unwrap_or(published.year())
}

/// "10月21日", "10月底", "10月" at `from`.
fn month(folded: &[char], from: usize, year: i16) -> Option<Found> {
    let (value, at) = number(folded, from)?;
    if folded.get(at) != Some(&'月') {
        return None;
    }
    let month = i8::try_from(value).ok().filter(|m| (1..=12).contains(m))?;
    let first = Date::new(year, month, 1).ok()?;
    let whole = Found { to: at + 1, first, last: first.last_of_month(), date: PartialDate::month(year, month), year: None };
    if let Some((day, end)) = number(folded, at + 1)
        && matches!(folded.get(end), Some('日' | '号'))
        && let Ok(date) = Date::new(year, month, day as i8)
    {
        return Some(exact(end + 1, date));
    }
    let part = ["底", "末", "初", "中旬", "上旬", "下旬", "份"].into_iter().find(|p| starts(folded, at + 1, p));
    Some(part.map_or(whole, |p| Found { to: at + 1 + p.chars().count(), ..whole }))
}

/// "2024年底", "2024年春天", "2024年".
fn season(folded: &[char], at: usize, year: i16) -> Found {
    let rows = [
        ("年底", 11, 12),
        ("底", 11, 12),
        ("末", 11, 12),
        ("年末", 11, 12),
        ("初", 1, 2),
        ("年初", 1, 2),
        ("春", 2, 5),
        ("夏", 5, 8),
        ("秋", 8, 11),
        ("冬", 11, 12),
        ("上半年", 1, 6),
        ("下半年", 7, 12),
    ];
    let row = rows.into_iter().find(|r| starts(folded, at, r.0));
    let (word, from, to) = row.unwrap_or(("", 1, 12));
    let first = Date::new(year, from, 1).unwrap_or(Date::MIN);
    let last = Date::new(year, to, 1).map_or(Date::MAX, |d| d.last_of_month());
    Found { to: at + word.chars().count(), first, last, date: PartialDate::year(year), year: Some(year) }
}

/// "今年5月", "去年", "上个月", "近日", "三年前", "同日".
fn relative(folded: &[char], from: usize, calendar: &Calendar) -> Option<Found> {
    let published = calendar.published;
    for (word, back) in [("今年", 0), ("去年", 1), ("前年", 2), ("明年", -1), ("后年", -2), ("本年", 0), ("年内", 0)] {
        if starts(folded, from, word) {
            let year = published.year() - back;
            let mut at = from + 2;
            if starts(folded, at, "的") {
                at += 1;
            }
            if starts(folded, at, "同一天") {
                let day = Date::new(year, published.month(), published.day()).ok()?;
                return Some(Found { year: Some(year), ..exact(at + 3, day) });
            }
            let found = month(folded, at, year).unwrap_or_else(|| season(folded, from + 2, year));
            return Some(Found { year: Some(year), ..found });
        }
    }
    if starts(folded, from, "当年") || starts(folded, from, "同年") {
        let year = calendar.year?;
        let found = month(folded, from + 2, year).unwrap_or_else(|| season(folded, from + 2, year));
        return Some(found);
    }
    const SAME: [&str; 8] = ["同日", "同一天", "当日", "当天", "同月", "当晚", "同一时间", "次日"];
    if let Some(word) = SAME.into_iter().find(|w| starts(folded, from, w)) {
        let (first, last) = calendar.last.unwrap_or((published, published));
        let date = (first == last).then(|| PartialDate::from(first));
        return Some(Found { to: from + word.chars().count(), first, last, date, year: None });
    }
    recent(folded, from, published).or_else(|| ago(folded, from, published))
}

/// Words for days and months near the day of publication: days before its first and last day.
fn recent(folded: &[char], from: usize, published: Date) -> Option<Found> {
    #[rustfmt::skip]
    const DAYS: &[(&str, i32, i32)] = &[
        ("今日", 0, 0), ("今天", 0, 0), ("今早", 0, 0), ("今晚", 0, 0), ("今晨", 0, 0), ("昨日", 1, 1), ("昨天", 1, 1), ("昨晚", 1, 1), ("昨晨", 1, 1), ("日前", 14, 0), ("近日", 14, 0), ("近期", 30, 0), ("前日", 2, 2), ("明日", -1, -1), ("明天", -1, -1),
        ("上周", 13, 1), ("本周", 6, -6), ("这周", 6, -6), ("下周", -1, -13), ("上星期", 13, 1), ("本星期", 6, -6), ("不久前", 60, 0), ("前不久", 60, 0), ("最近", 30, 0), ("眼下", 5, 0), ("刚刚", 5, 0), ("即日", 0, 0), ("几天前", 7, 1), ("前几天", 7, 1), ("近来", 60, 0), ("几个月前", 180, 95), ("多年前", 9000, 1000), ("数年前", 3000, 700), ("几年前", 3000, 700), ("数月前", 180, 95), ("日内", 0, -10), ("当地时间周", 7, 0),
    ];
    for (word, first, last) in DAYS {
        if starts(folded, from, word) {
            let mut to = from + word.chars().count();
            if word.ends_with('周') && folded.get(to).is_some_and(|c| "一二三四五六日".contains(*c)) {
                to += 1;
            }
            let date = (first == last).then(|| published.checked_sub(first.days()).ok().map(PartialDate::from)).flatten();
            return Some(Found {
                to,
                first: published.checked_sub(first.days()).ok()?,
                last: published.checked_sub(last.days()).ok()?,
                date,
                year: None,
            });
        }
    }
    for (word, back) in [
        ("上个月", 1),
        ("上月", 1),
        ("本月", 0),
        ("这个月", 0),
        ("下个月", -1),
        ("下月", -1),
        ("月底", 0),
        ("年底", 0),
        ("年末", 0),
        ("月初", 0),
        ("年初", 0),
    ] {
        if starts(folded, from, word) {
            let yearly = word.starts_with('年');
            let moved = if yearly {
                Date::new(published.year(), 12, 1).ok()?
            } else {
                published.first_of_month().checked_sub(back.months()).ok()?
            };
            if word == "年初" {
                let first = Date::new(published.year(), 1, 1).ok()?;
                let last = Date::new(published.year(), 2, 28).ok()?;
                return Some(Found { to: from + 2, first, last, date: PartialDate::year(published.year()), year: None });
            }
            let mut to = from + word.chars().count();
            if matches!(folded.get(to), Some('底' | '初' | '末')) {
                to += 1;
            }
            return Some(Found {
                to,
                first: moved,
                last: moved.last_of_month(),
                date: PartialDate::month(moved.year(), moved.month()),
                year: None,
            });
        }
    }
    None
}

/// "三年前", "29天前", "7个月前".
fn ago(folded: &[char], from: usize, published: Date) -> Option<Found> {
    let (value, mut at) = if folded[from] == '半' {
        (6, from + 1)
    } else if folded[from] == '两' {
        (2, from + 1)
    } else {
        number(folded, from)?
    };
    if folded.get(at) == Some(&'多') || folded.get(at) == Some(&'余') {
        at += 1;
    }
    if folded.get(at) == Some(&'个') {
        at += 1;
    }
    let unit = *folded.get(at)?;
    let mut to = at + 1;
    if !matches!(folded.get(to), Some('前')) {
        return None;
    }
    to += 1;
    if starts(folded, to, "的今天") || starts(folded, to, "的同一天") {
        to += 3;
    }
    let half_year = folded[from] == '半' && unit == '年';
    let middle = match unit {
        '天' | '日' => published.checked_sub(value.days()).ok()?,
        '周' => published.checked_sub((value * 7).days()).ok()?,
        '月' => published.checked_sub(value.months()).ok()?,
        '年' if half_year => published.checked_sub(6.months()).ok()?,
        '年' if value < 200 => published.checked_sub(value.years()).ok()?,
        _ => return None,
    };
    let exact_day = matches!(unit, '天' | '日');
    let date = if exact_day {
        Some(PartialDate::from(middle))
    } else if unit == '月' {
        PartialDate::month(middle.year(), middle.month())
    } else {
        PartialDate::year(middle.year())
    };
    Some(Found { to, first: middle, last: middle, date, year: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Option<(String, String)> {
        let folded: Vec<char> = text.chars().map(crate::extract::lang::zh::fold::fold).collect();
        let calendar = Calendar { published: jiff::civil::date(2024, 10, 22), year: None, told: false, last: None };
        read(&folded, 0, &calendar).map(|d| (d.first.to_string(), d.last.to_string()))
    }

    #[test]
    fn places_dates_relative_to_publication() {
        let day = |text: &str, first: &str, last: &str| assert_eq!(read_text(text), Some((first.into(), last.into())), "{text}");
        day("2024年10月21日", "2024-10-21", "2024-10-21");
        day("二〇二四年四月二十日", "2024-04-20", "2024-04-20");
        day("113年6月18日", "2024-06-18", "2024-06-18");
        day("10月21日", "2024-10-21", "2024-10-21");
        day("今年5月", "2024-05-01", "2024-05-31");
        day("去年", "2023-01-01", "2023-12-31");
        day("上个月", "2024-09-01", "2024-09-30");
        day("三年前", "2021-10-22", "2021-10-22");
        assert_eq!(read_text("三十家公司"), None);
    }
}
