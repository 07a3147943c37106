//! Texts and sentences that tell no news however many names of offices they hold: rules, fiction, résumés, regulators' questions.

use super::lexicon::{Cue, Lex};
use super::scan::{Atom, Kind};
use super::sentence::{Cut, Line};

/// Why [`document`] silences a text.
pub const DOCUMENT: &str =
    "the text is of a sort that tells no change: rules, a prospectus or report, fiction, a club, a government, a worked example";
/// Why [`sentence`] silences a sentence.
pub const SENTENCE: &str = "the sentence tells a career, a rule or a formula";
/// Why the sentences between [`opens_resumes`] and [`closes_resumes`] are silent.
pub const RESUMES: &str = "the sentence stands among the résumés of the notice";

/// Whether a whole document is of a sort that tells no change.
pub fn document(cuts: &[Cut]) -> bool {
    let Some(first) = cuts.first() else { return true };
    let title: String = first.line.folded.iter().collect();
    let title = title.trim_end_matches(|c: char| !c.is_alphabetic() || c == '月' || c == '年');
    if ["招股说明书", "年度报告", "半年报", "募集说明书"].iter().any(|w| title.contains(w)) && !title.contains("辞") {
        return true;
    }
    const RULES: [&str; 14] =
        ["制度", "细则", "章程", "办法", "条例", "准则", "指引", "规则", "规定", "规程", "模板", "范文", "须知", "管理规范"];
    if RULES.iter().any(|word| title.ends_with(word) || title.contains(&format!("{word}("))) && !title.contains("公告") {
        return true;
    }
    let clubs = ["学生会", "业委会", "业主委员会", "家委会", "班委会", "少先队", "校友会", "同学会", "幼儿园小班"];
    if clubs.iter().any(|w| title.contains(w)) || count(cuts, &clubs) >= 2 {
        return true;
    }
    // tales: many words of the stage and the shelf, and one that says that it is told
    let told = count(
        cuts,
        &[
            "剧情",
            "主角",
            "剧中",
            "片中",
            "书中",
            "小说",
            "饰演",
            "扮演",
            "原著",
            "主人公",
            "第一季",
            "第二季",
            "第三季",
            "剧评",
            "剧本杀",
            "角色",
            "玩家",
            "公会",
        ],
    );
    let stage = count(
        cuts,
        &[
            "演员", "导演", "编剧", "上映", "票房", "读者", "观众", "作者", "改编", "出版", "豆瓣", "影迷", "一集", "开场", "反派", "台词",
            "章", "剧组",
        ],
    );
    if told >= 1 && told + stage >= 3 {
        return true;
    }
    // governments are no organisations of ours, and 张三 of 甲公司 is nobody
    let state = count(
        cuts,
        &[
            "内阁",
            "首相",
            "总统",
            "国务卿",
            "白宫",
            "议会",
            "大选",
            "外交大臣",
            "外务大臣",
            "国防部长",
            "财长",
            "执政党",
            "参议院",
            "众议院",
        ],
    );
    let firms = count(cuts, &["公司", "集团", "银行", "股份", "董事", "CEO", "首席执行官"]);
    if state >= 2 && firms == 0 || count(cuts, &["张三", "李四", "王五", "甲公司", "乙公司", "甲某"]) >= 1 && !title.contains("公告")
    {
        return true;
    }
    let articles = cuts.iter().filter(|c| is_article_of_rules(&c.line)).count();
    articles >= 3
        || count(
            cuts,
            &[
                "小说",
                "书评",
                "影评",
                "影片",
                "饰演",
                "主人公",
                "男主",
                "女主",
                "剧中",
                "本书",
                "连载",
                "国庆档",
                "导演",
                "电视剧",
                "愚人节",
                "猫咪委员会",
                "虚构",
            ],
        ) >= 2
        || count(cuts, &["愚人节快乐", "网络连载", "诚聘:", "本故事纯属虚构"]) >= 1
}

fn count(cuts: &[Cut], words: &[&str]) -> usize {
    words.iter().filter(|word| cuts.iter().take(60).any(|cut| cut.line.has(word))).count()
}

/// "第三条 …": a paragraph of a regulation.
fn is_article_of_rules(line: &Line) -> bool {
    line.starts(0, "第") && (1..line.len().min(7)).any(|i| line.folded[i] == '条')
}

/// Whether a sentence tells a career, a rule or a formula, and no news.
pub fn sentence(line: &Line, atoms: &[Atom]) -> bool {
    if is_article_of_rules(line) {
        return true;
    }
    let resume = atoms.iter().filter(|a| matches!(a.kind, Kind::Word(Lex::Cue(Cue::Resume)))).count();
    let career = ["曾任", "历任", "现任", "先后任", "参加工作", "至今任", "起任"].iter().filter(|w| line.has(w)).count();
    if resume >= 1 && career >= 1 || line.starts(0, "曾任") || line.starts(0, "历任") || line.starts(0, "现任") || line.has("过往从业经历")
    {
        return true;
    }
    // "1993年7月至1999年2月,任……;1999年3月至2008年10月,任……"
    let spans = (0..line.len()).filter(|&i| line.starts(i, "月至") || line.starts(i, "年至")).count();
    if spans >= 2 || spans >= 1 && career >= 1 {
        return true;
    }
    [
        "不存在不得担任",
        "不得担任",
        "不得提名",
        "保证公告内容",
        "保证本公告",
        "真实、准确",
        "失信被执行人",
        "请你公司",
        "请说明",
        "会计师事务所为",
    ]
    .iter()
    .any(|w| line.has(w))
}

/// Whether a sentence opens the résumés at the foot of a notice.
pub fn opens_resumes(line: &Line) -> bool {
    let text: String = line.folded.iter().take(24).collect();
    line.len() <= 24
        && (text.ends_with("简历")
            || text.ends_with("简历:")
            || text.ends_with("履历")
            || text.ends_with("工作经历")
            || text.ends_with("基本情况") && text.contains("人员"))
        || text.starts_with("附件:") && text.contains("简历")
        || text == "附件"
        || text.starts_with("附件:") && line.len() <= 10 && !text.contains("公告原文")
}

/// Whether a short line is a heading that ends the résumés.
pub fn closes_resumes(line: &Line) -> bool {
    line.len() <= 30
        && line.folded.first().is_some_and(|c| "一二三四五六七八九十".contains(*c))
        && line.folded.get(1) == Some(&'、')
        && !line.has("简历")
}
