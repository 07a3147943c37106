//! Texts and sentences that tell no news however many names of offices they hold: rules, fiction, résumés, regulators' questions.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::atom::{Atom, Kind};
use super::lexicon::{Cue, Lex};
use super::sentence::{Cut, Line};
use super::table::Table;

/// What a word says of the sort of a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Club,
    State,
    Firm,
    Stage,
    Feigned,
    Report,
    /// 张三 of 甲公司.
    Nobody,
}

const CLUBS: &[&str] = &[
    "学生会",
    "业委会",
    "业主委员会",
    "家委会",
    "班委会",
    "少先队",
    "校友会",
    "同学会",
    "幼儿园小班",
    "辩论社",
    "文学社",
    "话剧社",
    "社团",
    "班长",
    "家长会",
    "党支部",
    "团支部",
    "村委会",
    "居委会",
    "业主大会",
    "村民",
    "大一学生",
    "大二学生",
    "大三学生",
    "大四学生",
    "研究生会",
    "班主任",
];
const STATE: &[&str] =
    &["内阁", "首相", "总统", "国务卿", "白宫", "议会", "大选", "外交大臣", "外务大臣", "国防部长", "财长", "执政党", "参议院", "众议院"];
const FIRMS: &[&str] = &["公司", "集团", "银行", "股份", "董事", "CEO", "首席执行官"];
const NOBODY: &[&str] = &["张三", "李四", "王五", "甲公司", "乙公司", "甲某"];
/// Words of the stage and the shelf; one of them may stand in any report.
#[rustfmt::skip]
const STAGE: &[&str] = &[
    "小说", "书评", "影评", "影片", "电影", "饰演", "扮演", "主人公", "主角", "男主", "女主", "剧中", "片中", "书中", "本书", "连载", "国庆档", "档期", "导演", "执导", "主演", "编剧", "剧情", "原著", "剧评",
    "电视剧", "短剧", "话剧", "舞台剧", "歌剧", "音乐剧", "纪录片", "漫画", "动画", "网文", "科幻", "短篇", "剧本", "台词", "上映", "定档", "首演", "票房", "读者", "观众", "影迷", "开场", "反派", "剧组",
    "第一季", "第二季", "第三季", "一集", "三集", "第一话", "第一幕", "第二幕", "第三章", "番外", "改编", "豆瓣", "玩家", "公会", "角色", "NPC", "剧本杀", "画风", "演员",
];
/// Words that say of a text that it is made up.
#[rustfmt::skip]
const FEIGNED: &[&str] = &[
    "纯属虚构", "愚人节", "讽刺栏目", "请勿当真", "猫咪委员会", "网络连载", "诚聘:", "以上情节", "虚构的", "虚构人物", "科幻作家",
];
/// Words of a report.
#[rustfmt::skip]
const REPORT: &[&str] = &["公告", "披露", "证券", "股份", "记者", "获悉", "内部信", "港交所", "上市公司", "发布消息", "任免", "知情人士", "官宣"];

static SORTS: LazyLock<Table<(Sort, u16)>> = LazyLock::new(|| {
    let rows = [(CLUBS, Sort::Club), (STATE, Sort::State), (FIRMS, Sort::Firm), (NOBODY, Sort::Nobody)];
    let rows = rows.into_iter().chain([(STAGE, Sort::Stage), (FEIGNED, Sort::Feigned), (REPORT, Sort::Report)]);
    Table::new(rows.flat_map(|(words, sort)| words.iter().enumerate().map(move |(id, word)| (*word, (sort, id as u16)))))
});

/// How many different words of each sort the first sentences of a text have.
struct Sorts(HashSet<(u8, u16)>);

impl Sorts {
    fn new(cuts: &[Cut]) -> Self {
        let mut seen = HashSet::new();
        for line in cuts.iter().take(60).map(|cut| &cut.line) {
            for at in 0..line.len() {
                seen.extend(SORTS.all(&line.folded, at).map(|(_, (sort, id))| (sort as u8, id)));
            }
        }
        Sorts(seen)
    }

    fn count(&self, sort: Sort) -> usize {
        self.0.iter().filter(|(s, _)| *s == sort as u8).count()
    }
}

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
    let sorts = Sorts::new(cuts);
    if CLUBS.iter().any(|w| title.contains(w)) || sorts.count(Sort::Club) >= 2 {
        return true;
    }
    if is_tale(&sorts) || is_far_ahead(first) {
        return true;
    }
    if is_of_state(title) {
        return true;
    }
    // governments are no organisations of ours
    if sorts.count(Sort::State) >= 2 && sorts.count(Sort::Firm) == 0 || sorts.count(Sort::Nobody) >= 1 && !title.contains("公告") {
        return true;
    }
    cuts.iter().filter(|c| is_article_of_rules(&c.line)).count() >= 3
}

/// Whether the text tells a story and no news: many words of the stage, and none of a report.
fn is_tale(sorts: &Sorts) -> bool {
    let stage = sorts.count(Sort::Stage);
    let reported = sorts.count(Sort::Report);
    stage >= 2 && reported == 0 || stage >= 4 && stage > 2 * reported || sorts.count(Sort::Feigned) >= 1
}

/// "全国政协…闭幕", "…任免名单": the headline is of a body of state, and names no house of another kind.
fn is_of_state(title: &str) -> bool {
    const BODIES: [&str; 12] = [
        "全国政协",
        "政协常委会",
        "全国人大",
        "人大常委会",
        "主席令",
        "国务院任免",
        "中央军委",
        "省委常委会",
        "省政协",
        "市政协",
        "中央全会",
        "委员会全体会议公报",
    ];
    BODIES.iter().any(|w| title.contains(w)) && !FIRMS.iter().chain(&["大学", "学院", "医院", "协会"]).any(|w| title.contains(w))
}

/// "2035年5月20日,…": a text that begins years ahead is no report.
fn is_far_ahead(first: &Cut) -> bool {
    let year: String = first.line.folded.iter().take(4).collect();
    first.line.starts(4, "年") && year.parse::<i32>().is_ok_and(|y| (2032..2400).contains(&y))
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
    let resume = atoms.iter().any(|a| matches!(a.kind, Kind::Word(Lex::Cue(Cue::Resume))));
    let (mut career, mut spans) = (0_u8, 0);
    for at in 0..line.len() {
        match TOLD.longest(&line.folded, at) {
            Some((_, Told::Never)) => return true,
            Some((_, Told::Career(bit))) => career |= bit,
            Some((_, Told::Span)) => spans += 1,
            None => {}
        }
    }
    let begins = |word: &str| line.starts(0, word);
    if resume && career > 0 || begins("曾任") || begins("历任") || begins("现任") && !tells(atoms) {
        return true;
    }
    // "1993年7月至1999年2月,任……;1999年3月至2008年10月,任……"
    spans >= 2 || spans >= 1 && career > 0
}

/// What a word says of a sentence.
#[derive(Clone, Copy)]
enum Told {
    /// The sentence is a formula.
    Never,
    Career(u8),
    Span,
}

static TOLD: LazyLock<Table<Told>> = LazyLock::new(|| {
    const NEVER: [&str; 11] = [
        "过往从业经历",
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
    ];
    const CAREER: [&str; 7] = ["曾任", "历任", "现任", "先后任", "参加工作", "至今任", "起任"];
    let career = CAREER.iter().enumerate().map(|(bit, word)| (*word, Told::Career(1 << bit)));
    Table::new(NEVER.map(|word| (word, Told::Never)).into_iter().chain(career).chain([("月至", Told::Span), ("年至", Told::Span)]))
});

/// "现任总裁张某将离开公司": behind the title somebody leaves or moves.
fn tells(atoms: &[Atom]) -> bool {
    let first = atoms.iter().position(|a| matches!(a.kind, Kind::Person(_))).unwrap_or(atoms.len());
    let held = atoms[..first].last().is_some_and(|a| matches!(&a.kind, Kind::Role(r) if r.held));
    held && atoms[first..].iter().any(|a| matches!(a.kind, Kind::Word(Lex::Trigger(_))))
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
