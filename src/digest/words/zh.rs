//! Every phrase of a mail in Chinese. Functions take cleaned values (see `clean`) and return plain text.

use jiff::{Timestamp, tz::TimeZone};

use super::super::clean::isolated;
use super::shared::{Origin, clock};
use crate::domain::{Certainty, Change, ChangeKind, Manner, PartialDate, Position, Standing, Status, Telling};

pub(super) const UNKNOWN_BEFORE: &str = "名册中无记录";
pub(super) const UNKNOWN_ROLE: &str = "职务未说明";

pub(super) const LABELS: [(&str, &str); 16] = [
    ("id", "编号"),
    ("before", "此前"),
    ("after", "此后"),
    ("change", "变动"),
    ("what", "性质"),
    ("effective", "生效"),
    ("certainty", "可信度"),
    ("first_seen", "首次得知"),
    ("next", "接任"),
    ("sources", "来源"),
    ("elsewhere", "近90天的其他变动"),
    ("act", "是否属实？"),
    ("rumours", "待证实的传闻"),
    ("vacancies", "空缺职位"),
    ("ahead", "即将生效"),
    ("coverage", "监测情况"),
];

pub(super) fn happened(change: &Change) -> String {
    let role = match change.kind {
        ChangeKind::Appointed | ChangeKind::TitleChanged | ChangeKind::RoleCreated => change.after.role.as_deref(),
        _ => change.before.as_ref().unwrap_or(&change.after).role.as_deref(),
    };
    let (with_role, without) = match (change.kind, change.manner) {
        (ChangeKind::Departed, Manner::Died) => ("（{}）去世", "去世"),
        (ChangeKind::Departed, Manner::Retired) => ("退休，卸任{}", "退休"),
        (ChangeKind::Departed, Manner::Dismissed) => ("被免去{}", "被免职"),
        (ChangeKind::Departed, Manner::Resigned) => ("辞任{}", "辞职"),
        (ChangeKind::Departed, _) => ("卸任{}", "离任"),
        (ChangeKind::TitleChanged, _) => ("改任{}", "职衔变更"),
        (ChangeKind::RoleCreated, _) => ("出任新设职位{}", "出任新设职位"),
        (ChangeKind::Appointed, Manner::Hired) => ("加入并出任{}", "加入"),
        (ChangeKind::Appointed, Manner::Elected) => ("当选{}", "当选"),
        (ChangeKind::Appointed, Manner::Reinstated) => ("复任{}", "复职"),
        (ChangeKind::Appointed, Manner::Promoted) => ("升任{}", "升职"),
        (ChangeKind::Appointed, Manner::Moved) => ("转任{}", "转任新职"),
        (ChangeKind::Appointed, _) => ("出任{}", "获任命"),
        (ChangeKind::OnLeave, _) => ("休假（{}）", "休假"),
        (ChangeKind::Returned, _) => ("结束休假，重返{}", "结束休假"),
        (ChangeKind::Vacancy, _) => ("离开后{}空缺", "离开后职位空缺"),
        (ChangeKind::Contradiction, _) => ("被称为{}，与名册不符", "的职务与名册不符"),
    };
    role.map_or_else(|| without.to_string(), |role| spaced(with_role, role))
}

/// The role in its place, with a space beside letters that are not Chinese.
fn spaced(phrase: &str, role: &str) -> String {
    let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let (before, after) = phrase.split_once("{}").unwrap_or((phrase, ""));
    let joint = |apart: bool, side: &str| if apart && side.chars().next_back().is_some_and(char::is_alphanumeric) { " " } else { "" };
    let front = joint(latin(role.chars().next()), before);
    let behind = if latin(role.chars().next_back()) && after.chars().next().is_some_and(char::is_alphanumeric) { " " } else { "" };
    format!("{before}{front}{role}{behind}{after}")
}

pub(super) fn headline(change: &Change) -> String {
    let happened = happened(change);
    let latin = change.person.chars().next_back().is_some_and(|c| c.is_ascii_alphanumeric());
    let space = if latin && happened.starts_with(char::is_alphanumeric) { " " } else { "" };
    format!("{}{space}{happened}", isolated(&change.person))
}

pub(super) fn more(count: usize) -> String {
    format!("另有{count}项")
}

pub(super) fn heading(organisations: &[&str], count: usize) -> String {
    match organisations {
        [one] => format!("{}：{count}项领导层变动", isolated(one)),
        [one, two] => format!("{}、{}：{count}项领导层变动", isolated(one), isolated(two)),
        many => format!("{}家机构的{count}项领导层变动", many.len()),
    }
}

pub(super) fn kind(change: &Change) -> String {
    let manner = match change.manner {
        Manner::Resigned => "辞职",
        Manner::Retired => "退休",
        Manner::Dismissed => "免职",
        Manner::Died => "去世",
        Manner::TermEnded => "任期届满",
        Manner::Moved => "在本机构转任",
        Manner::Hired => "外部聘任",
        Manner::Promoted => "升职",
        Manner::Elected => "选举",
        Manner::Reinstated => "复职",
        Manner::Unknown => "",
    };
    let kind = match change.kind {
        ChangeKind::Departed => "离任",
        ChangeKind::Appointed => "任命",
        ChangeKind::OnLeave => return "休假".to_string(),
        ChangeKind::Returned => return "休假结束".to_string(),
        ChangeKind::TitleChanged => return "职衔变更".to_string(),
        ChangeKind::RoleCreated => return "新设职位".to_string(),
        ChangeKind::Vacancy => return "职位空缺".to_string(),
        ChangeKind::Contradiction => return "与名册不符".to_string(),
    };
    match (change.kind, manner) {
        (ChangeKind::Departed, "") => "离任；原因未说明".to_string(),
        (_, "") => kind.to_string(),
        (_, manner) => format!("{kind}：{manner}"),
    }
}

pub(super) fn status(position: &Position, effective: Option<PartialDate>) -> String {
    let word = match position.status {
        Status::Current => "在任",
        Status::OnLeave => "休假",
        Status::Outgoing => "即将离任",
        Status::Incoming => "即将到任",
        Status::Former => "已离任",
    };
    match (position.status, position.until, effective) {
        (Status::Incoming, _, Some(from)) => format!("{word}，{}起", date(from)),
        (Status::Former, Some(since), _) => format!("{word}，{}起", date(since)),
        (Status::OnLeave | Status::Outgoing, Some(until), _) => format!("{word}，至{}", date(until)),
        _ => word.to_string(),
    }
}

/// "2024年9月25日"
pub(super) fn date(date: PartialDate) -> String {
    match date.month_number() {
        Some(month) if date.is_exact() => format!("{}年{month}月{}日", date.year_number(), date.first_day().day()),
        Some(month) => format!("{}年{month}月", date.year_number()),
        None => format!("{}年", date.year_number()),
    }
}

pub(super) fn effective(effective: Option<PartialDate>) -> String {
    effective.map_or_else(|| "未说明".to_string(), date)
}

/// "2024年9月25日 21:42（CEST）"
pub(super) fn moment(moment: Timestamp, zone: &TimeZone) -> String {
    let (day, time, zone) = clock(moment, zone);
    format!("{} {time}（{zone}）", date(day))
}

pub(super) fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Confirmed => "已证实",
        Standing::Announced => "已宣布",
        Standing::Reported => "据报道",
        Standing::Rumoured => "传闻",
        Standing::Denied => "已否认",
    }
}

pub(super) fn surety(standing: Standing, sources: usize) -> String {
    format!("（{}，{sources}个来源）", self::standing(standing))
}

pub(super) fn why(certainty: Certainty, origin: &Origin<'_>, host: &str, others: usize) -> String {
    let best = match (certainty, origin) {
        (Certainty::Announced, Origin::OwnPost) => format!("本人发帖（{host}）"),
        (Certainty::Announced, Origin::OwnWords) => format!("本人所述（{host}）"),
        (Certainty::Announced, Origin::Post(author)) => format!("{} 发帖（{host}）", isolated(author)),
        (Certainty::Announced, Origin::Text) => format!("{host} 作为事实报道"),
        (Certainty::Reported, _) => format!("{host} 援引他人报道"),
        (Certainty::Rumoured, _) => format!("{host} 的传闻，请谨慎对待"),
        (Certainty::Denied, _) => format!("据 {host}"),
    };
    if others == 0 { best } else { format!("{best}，另有{others}个来源") }
}

pub(super) fn more_sources(count: usize) -> String {
    format!("另有{count}个来源")
}

pub(super) fn mark(telling: Telling) -> &'static str {
    match telling {
        Telling::New => "",
        Telling::Announced | Telling::Confirmed | Telling::Amended => "更新",
        Telling::Rumoured => "传闻",
        Telling::Denied | Telling::Rejected | Telling::Reinstated => "更正",
        Telling::Due => "提醒",
    }
}

pub(super) fn mark_note(telling: Telling) -> &'static str {
    match telling {
        Telling::New => "",
        Telling::Announced => "此前已告知；现已作为事实公布。",
        Telling::Confirmed => "此前已告知；现已证实。",
        Telling::Amended => "此前已告知；日期或职务现更为明确。",
        Telling::Denied => "此前已告知；当事方予以否认。",
        Telling::Rejected => "此前已告知；现查明有误，已撤回。",
        Telling::Rumoured => "尚无人作为事实公布；因您的规则包含传闻而告知，名录不予采纳。",
        Telling::Reinstated => "此前曾告知已撤回；现查明该变动属实。",
        Telling::Due => "所宣布的日期已到。",
    }
}

pub(super) fn next(successor: Option<&str>) -> String {
    successor.map_or_else(|| "未公布继任者".to_string(), |name| format!("{} 接任", isolated(name)))
}

pub(super) const ACTS: [(&str, &str); 3] =
    [("changes confirm", "属实"), ("changes reject", "有误：名册恢复原状，并向您发送更正"), ("changes mute", "不再接收此事的邮件")];

pub(super) fn digest_heading(day: PartialDate, changes: usize, organisations: usize) -> String {
    let day = date(day);
    match (changes, organisations) {
        (0, _) => format!("领导层动态摘要，{day}：无新变动"),
        (_, 1) => format!("领导层动态摘要，{day}：{changes}项变动"),
        _ => format!("领导层动态摘要，{day}：{organisations}家机构，{changes}项变动"),
    }
}

pub(super) fn coverage(sources: usize, failing: &[(String, PartialDate)]) -> String {
    let line = format!("{sources}个来源中有{}个正常", sources.saturating_sub(failing.len()));
    if failing.is_empty() {
        return line;
    }
    let named: Vec<String> = failing.iter().take(5).map(|(name, since)| format!("{}（自{}）", isolated(name), date(*since))).collect();
    let rest = if failing.len() > named.len() { "等" } else { "" };
    format!("{line}；{}个异常：{}{rest}", failing.len(), named.join("、"))
}

pub(super) fn line(change: &Change, day: PartialDate) -> String {
    format!("{}：{}（{}）", date(day), headline(change), standing(change.standing))
}

pub(super) fn vacancy(role: &str, person: &str, since: Option<PartialDate>) -> String {
    let since = since.map(|since| format!("，自{}", date(since))).unwrap_or_default();
    format!("{role}，前任 {}{since}", isolated(person))
}

pub(super) fn silence_heading(days: i64) -> String {
    format!("已有{days}天没有可报告的变动")
}

pub(super) const SILENCE: &str = "监测仍在进行，期间没有需要告知您的变动。发送此邮件是为了让您知道：没有消息并非监测中断。";
pub(super) const TEST_HEADING: &str = "这是一封测试邮件";
pub(super) const TEST: &str = "您可以收到此监测系统的邮件。其他文字的姓名：林小雨、\u{2068}מירה לוי\u{2069}、Žofie Nováková。";

pub(super) fn footer(list_id: &str, operator: &str) -> String {
    format!("您收到此邮件，是因为您的地址是领导层监测 {list_id} 的收件人。每项变动只告知一次。如需更改或停止接收，请写信至 {operator}。")
}

pub(super) fn colophon(batch: &str) -> String {
    format!("rosterwatch {}，邮件 {batch}", env!("CARGO_PKG_VERSION"))
}
