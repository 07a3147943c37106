//! Frames that tell no change of an organisation's leaders in spite of their words: offices of state, and departures that are none.

use std::sync::LazyLock;

use super::clause::Reader;
use super::fold::fold_str;
use super::lexicon::{Class, Lex};
use super::orgwords::COUNTRIES;
use super::table::Table;
use crate::extract::mention::{NameForm, OrgForm, OrgMention, PersonMention, RoleMention};

/// Offices of state, and the bodies that nobody leads but officers of the state.
#[rustfmt::skip]
const STATE: &[&str] = &[
    "国家主席", "国家副主席", "总统", "总理", "首相", "议长", "行政长官", "总书记", "国务委员", "国务卿", "检察长", "市长", "省长", "县长", "区长", "州长", "镇长", "乡长", "外长", "防长", "财长",
    "外相", "政协", "人大", "人民代表", "人民政府", "国务院", "省委", "市委", "县委", "区委", "州委", "自治区党委", "法院", "检察院", "军委", "解放军", "武警", "监委", "监察委", "议会", "国会",
    "参议院", "众议院", "内阁", "白宫", "参联会", "外交部", "国防部", "国家安全部", "公安部", "民政部", "司法部", "财政部", "社会保障部", "自然资源部", "生态环境部", "城乡建设部",
    "交通运输部", "水利部", "农业农村部", "商务部", "文化和旅游部", "科学技术部", "工业和信息化部", "教育部", "应急管理部", "退役军人事务部", "审计署", "公安局", "公安厅", "教育局", "财政局", "税务局", "水务局",
    "应急管理局", "民政局", "司法局", "规划局", "交通局", "卫生局", "农业局", "审计局", "统计局", "监狱局", "国防部长", "外交部长", "大使", "国家反恐", "国家情报", "国土安全", "联邦调查局", "中央情报局", "中央组织部", "中央宣传部", "中央纪委", "纪律检查委员会", "政治局", "书记处",
    "领导小组",
];
/// Words that begin with one of those and mean something else.
const PRIVATE: &[&str] = &[
    "总统套",
    "总统府酒店",
    "议会厅",
    "总理事",
    "市委托",
    "省委托",
    "商务部门",
    "财政部门",
    "教育部门",
    "商务部总",
    "人大代表",
    "政协委员",
];

static OFFICES: LazyLock<Table<bool>> =
    LazyLock::new(|| Table::new(STATE.iter().map(|word| (*word, true)).chain(PRIVATE.iter().map(|word| (*word, false)))));

/// Why a change of an office of state is none of an organisation.
pub const OFFICE: &str = "an office of a state, a government or a party's committee, and no organisation that is watched";
/// Why a bare departure tells nothing.
pub const BARE: &str = "a departure without a role, of somebody whom the clause does not name, or in words that tell of other things too";

/// Why an item of a digest tells nothing.
pub const HOUSELESS: &str = "an item of a digest that names no organisation: those of the other items are not its own";
/// Why nobody is appointed a founder.
pub const FOUNDER: &str = "nobody is appointed a founder: the title is one that the person has";

/// Verbs that tell of a departure only where a role stands with them.
const LOOSE: &[&str] = &[
    "出走",
    "走人",
    "退出",
    "退居",
    "离场",
    "离队",
    "道别",
    "告别",
    "说再见",
    "交出",
    "淡出",
    "离去",
    "出局",
    "隐退",
    "不再是",
    "不再参与",
    "不再做",
    "不再当",
    "离席",
    "离岗",
    "解约",
    "离开",
    "退休",
    "离休",
    "结束",
    "返岗",
    "休假",
    "停职",
    "下台",
    "让位",
    "开除",
    "赶走",
    "踢出",
    "终止",
    "解除",
];

/// Whether a name or a title is one of state: 国务院, 某市市长, 美国.
fn is_state(text: &str) -> bool {
    let folded: Vec<char> = fold_str(text).chars().collect();
    names_state(&folded, 0, folded.len()) || COUNTRIES.contains(&text) || text.ends_with("国家") || text.ends_with('厅')
}

fn names_state(folded: &[char], from: usize, to: usize) -> bool {
    (from..to).any(|at| OFFICES.longest(folded, at).is_some_and(|(end, state)| state && end <= to))
}

impl Reader<'_, '_> {
    /// Whether a frame with these parts is of an office of state. `at` is the trigger, `end` the atom behind its last.
    pub fn is_public(
        &self,
        (at, end): (usize, usize),
        subject: &[PersonMention],
        role: Option<&RoleMention>,
        organisation: Option<&OrgMention>,
    ) -> bool {
        let titles = || subject.iter().filter_map(|p| p.title.as_ref()).map(|t| &t.role);
        let role = role.or_else(|| titles().next());
        let house = role.and_then(|r| r.organisation.as_ref()).or(organisation).filter(|o| o.form == OrgForm::Named);
        if house.is_some_and(|o| self.context.watched.contains(&o.name)) {
            return false;
        }
        let line = self.sentence.line;
        let to = self.sentence.atoms[end.max(at + 1) - 1].to;
        let from = if role.is_none() { 0 } else { self.sentence.atoms[at].to };
        // "不再担任某总局党组成员、某电视台台长": of a list of posts the one that is told
        let listed = || (from..to).rev().find(|&i| line.folded[i] == '、').map_or(from, |i| i + 1);
        let from = if role.is_some_and(|r| r.organisation.as_ref().is_some_and(|o| o.form == OrgForm::Named)) { listed() } else { from };
        role.is_some_and(|r| is_state(&r.role.title)) || house.is_some_and(|o| is_state(&o.name)) || names_state(&line.folded, from, to)
    }

    /// Whether a departure without a role is told in words that are said of other things too, or of somebody named elsewhere.
    pub fn is_loose(&self, (from, at): (usize, usize), class: Class, subject: &[PersonMention]) -> bool {
        if !matches!(class, Class::Leave | Class::Quit | Class::Retire | Class::OnLeave | Class::Back | Class::Dismiss) {
            return false;
        }
        let line = self.sentence.line;
        let atom = &self.sentence.atoms[at];
        if ["不再是", "不再做", "不再当", "不再参与"].iter().any(|w| line.starts(atom.from, w)) {
            return true;
        }
        if self.is_mentioned(at, subject) {
            return true;
        }
        let loose = LOOSE.iter().any(|w| line.starts(atom.from, w));
        let here = (0..self.sentence.atoms.len()).any(|i| self.person(i).is_some_and(|p| subject.iter().any(|s| s.name == p.name)))
            || (from..at).any(|i| matches!(self.lex(i), Some(Lex::He | Lex::His)));
        let me = self.context.me.as_ref();
        let spoken = subject.iter().any(|p| p.form == NameForm::Speaker || me.is_some_and(|me| me.name == p.name));
        loose && !here && !spoken
    }

    /// Whether the trigger stands in a short quotation that names none of these people: “辞职未获批准”记录, “离职潮”.
    fn is_mentioned(&self, at: usize, subject: &[PersonMention]) -> bool {
        const LONGEST: usize = 14;
        let line = self.sentence.line;
        let atom = &self.sentence.atoms[at];
        let open = (atom.from.saturating_sub(LONGEST)..atom.from).rev().find(|&i| matches!(line.folded[i], '“' | '”'));
        let Some(open) = open.filter(|&i| line.folded[i] == '“') else { return false };
        let close = (atom.to..line.len().min(open + LONGEST)).find(|&i| matches!(line.folded[i], '“' | '”'));
        let Some(close) = close.filter(|&i| line.folded[i] == '”') else { return false };
        // "张某“被扫地出门”": said of whoever stands before the quotation
        if (0..at).any(|i| self.sentence.atoms[i].to == open && self.person(i).is_some()) {
            return false;
        }
        let inside = |i: usize| self.sentence.atoms[i].from > open && self.sentence.atoms[i].to <= close;
        !(0..self.sentence.atoms.len()).any(|i| inside(i) && self.person(i).is_some_and(|p| subject.iter().any(|s| s.name == p.name)))
    }
}
