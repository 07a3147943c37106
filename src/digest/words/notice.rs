//! What is said of the watch itself, in both languages side by side.

use crate::domain::{About, Health, Language};

fn pick(language: Language, english: &'static str, chinese: &'static str) -> &'static str {
    match language {
        Language::English => english,
        Language::Chinese => chinese,
    }
}

/// What the notice is about.
pub fn name(language: Language, about: About, name: &str) -> String {
    match (language, about) {
        (Language::English, About::Source) => format!("Source {name}"),
        (Language::English, About::Mail) => format!("Delivery to {name}"),
        (Language::English, About::Spending) => format!("Spending guard of {name}"),
        (Language::English, About::Database) => format!("Database {name}"),
        (Language::Chinese, About::Source) => format!("来源 {name}"),
        (Language::Chinese, About::Mail) => format!("发送至 {name}"),
        (Language::Chinese, About::Spending) => format!("{name} 的支出上限"),
        (Language::Chinese, About::Database) => format!("数据库 {name}"),
    }
}

/// What the operator may conclude: that nothing is heard of a source is no news only where it could be read.
pub fn state(language: Language, about: About, health: Health) -> &'static str {
    match (about, health) {
        (About::Spending, Health::Ok | Health::Unchanged | Health::Slow) => pick(language, "reading goes on", "已恢复读取"),
        (_, Health::Ok | Health::Unchanged | Health::Slow) => pick(language, "well again", "已恢复正常"),
        (About::Spending, _) => pick(language, "reached, nothing more is read", "已达到，暂停读取"),
        (About::Database, _) => pick(language, "cannot be written, nothing is lost", "无法写入，数据未丢失"),
        (About::Mail, Health::Refused) => pick(language, "refused", "被拒收"),
        (About::Mail, Health::Gone) => pick(language, "given up after five days", "五天后放弃"),
        (About::Mail, _) => pick(language, "fails", "失败"),
        (_, Health::Silent) => pick(language, "unusually silent", "异常沉默"),
        (_, Health::Unreachable) => pick(language, "cannot be reached", "无法访问"),
        (_, Health::Missing) => pick(language, "is not there", "不存在"),
        (_, Health::Refused) => pick(language, "refuses us", "拒绝访问"),
        (_, Health::Unauthorised) => pick(language, "wants other credentials", "凭证无效"),
        (_, Health::Limited) => pick(language, "asks for fewer requests", "要求减少请求"),
        (_, Health::Gone) => pick(language, "has been removed and is not asked any more", "已被移除，不再访问"),
        (_, Health::Malformed) => pick(language, "cannot be understood", "内容无法解析"),
    }
}

/// "Sources: 2 in trouble, 1 well again".
pub fn tally(language: Language, only_sources: bool, trouble: usize, well: usize) -> String {
    let whose = if only_sources { pick(language, "Sources", "来源") } else { pick(language, "The watch", "监测系统") };
    let part = |count: usize, english: &str, chinese: &str| match (count, language) {
        (0, _) => None,
        (count, Language::English) => Some(format!("{count} {english}")),
        (count, Language::Chinese) => Some(format!("{count}项{chinese}")),
    };
    let parts: Vec<String> = [part(trouble, "in trouble", "异常"), part(well, "well again", "恢复正常")].into_iter().flatten().collect();
    format!("{whose}{}{}", pick(language, ": ", "："), parts.join(pick(language, ", ", "，")))
}

/// `Source Wire: refuses us`.
pub fn line(language: Language, name: &str, state: &str) -> String {
    format!("{name}{}{state}", pick(language, ": ", "："))
}

/// How often it has failed in a row; `None` where it has not.
pub fn failed(language: Language, times: u32) -> Option<String> {
    match (language, times) {
        (_, 0) => None,
        (Language::English, 1) => Some("Failed once.".into()),
        (Language::English, many) => Some(format!("Failed {many} times in a row.")),
        (Language::Chinese, many) => Some(format!("已连续失败{many}次。")),
    }
}

/// Since when it is so.
pub fn since(language: Language, moment: &str) -> String {
    match language {
        Language::English => format!("Since {moment}."),
        Language::Chinese => format!("自{moment}起。"),
    }
}

/// When a source last answered, if it ever did.
pub fn last_answer(language: Language, moment: Option<&str>) -> String {
    match (language, moment) {
        (Language::English, Some(moment)) => format!("It last answered {moment}."),
        (Language::English, None) => "It has never answered.".into(),
        (Language::Chinese, Some(moment)) => format!("最近一次应答：{moment}。"),
        (Language::Chinese, None) => "从未应答。".into(),
    }
}
