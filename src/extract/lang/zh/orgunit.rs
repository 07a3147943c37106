//! What stands behind a word that may end the name of an organisation: a title of the whole, or a unit with its head.

use super::fold::is_han;
use super::marks::Marks;
use super::sentence::Line;
use super::title;

/// Whether a title begins here that is held of a whole organisation: "云启信息|副总经理", not "飞舟|技术总监".
pub fn led(line: &Line, at: usize) -> bool {
    const WHOLE: [&str; 12] = [
        "CHAIR",
        "VICE_CHAIR",
        "GM",
        "DEPUTY_GM",
        "PRESIDENT",
        "CEO",
        "CFO",
        "DIRECTOR",
        "SUPERVISOR",
        "CHAIR_SUPERVISORS",
        "SECRETARY",
        "EXECUTIVE_DIRECTOR",
    ];
    title::read_one(&line.folded, at).is_some_and(|title| WHOLE.contains(&title.code.as_str()))
}

/// Whether the word before is the field of a unit: "智能装备|事业部", "跨境投资|工作小组".
pub fn is_unit_next(line: &Line, to: usize) -> bool {
    ["事业部", "事业群", "业务群", "板块", "工作组", "工作小组", "小组", "专班", "项目组"].iter().any(|w| line.starts(to, w))
}

/// Last words that are fields of work as well: signs only before the title of a whole organisation.
pub fn is_common(word: &[char]) -> bool {
    let word: String = word.iter().collect();
    ["信息", "技术", "资讯", "工程", "设计", "制造"].contains(&word.as_str())
}

/// Whether a unit with its head stands here: "智行机器人|灵犀事业部总裁".
pub fn unit_ahead(line: &Line, marks: &Marks, at: usize) -> bool {
    const UNITS: [&str; 8] = ["事业部", "事业群", "业务群", "研究院", "中心", "业务", "板块", "部"];
    (at + 1..line.len().min(at + 10)).take_while(|&i| is_han(line.folded[i - 1]) || line.folded[i - 1].is_ascii_alphanumeric()).any(|i| {
        marks.title(i).is_some()
            && UNITS.iter().any(|unit| i >= at + 2 + unit.chars().count() && line.starts(i - unit.chars().count(), unit))
    })
}
