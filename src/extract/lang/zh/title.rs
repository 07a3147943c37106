//! The grammar of Chinese titles: fields, modifiers and a head ("研究高级副总裁", "常务副总经理"), and lists of them.
//!
//! The codes are those of the English pack, so that a change told in both languages is one change.

use std::sync::LazyLock;

use super::fold::{fold_str, is_han};
use super::table::{Chars, Table};
use crate::domain::Role;

/// A title found in folded characters `from..to`.
#[derive(Clone, Debug, PartialEq)]
pub struct Title {
    pub from: usize,
    pub to: usize,
    pub code: String,
    /// Characters of the unit inside the title: "*研究*副总裁".
    pub unit: Option<(usize, usize)>,
    pub interim: bool,
    pub leadership: bool,
    /// A seat in a committee and nothing else.
    pub committee: bool,
}

/// Heads with their codes; those without leadership are read so that they are not taken for something else.
#[rustfmt::skip]
const HEADS: &[(&str, &str, bool)] = &[
    ("行政总裁 执行长 总执行长 行政主管 首席执行 CEO 联席CEO 话事人", "CEO", true),
    ("财务总监 财务负责人 财务长 首席财务 财务主管 财务董事 CFO", "CFO", true),
    ("营运长 运营长 营运总监 COO", "COO", true), ("技术长 科技长 CTO", "CTO", true), ("资讯长 信息长 CIO", "CIO", true), ("CMO 行销长 营销长", "CMO", true),
    ("CPO 产品长", "CPO", true), ("CSO 策略长 战略长", "CSO", true), ("CISO 资安长", "CISO", true), ("CHO CHRO CPO人力 人资长 人力资源长", "CHRO", true), ("CRO", "CRO", true), ("CDO", "CDO", true), ("CLO 法务长", "CLO", true), ("CCO", "CCO", true), ("CAO", "CAO", true), ("CXO", "CXO", true), ("CBO", "CBO", true), ("CGO", "CGO", true),
    ("董事长 董事会主席 董事局主席 董事主席 主席 理事长 会长 董座 董事会董事长 执行董事长 执行委员会主席 常务委员会主席 理事会主席 大班 局主席 议长", "CHAIR", true),
    ("监事会主席 监事长 监事主席 监事会召集人", "CHAIR_SUPERVISORS", true),
    ("副董事长 副主席 董事会副主席 董事局副主席 副理事长 副会长 执行副主席 副主委", "VICE_CHAIR", true),
    ("总裁 执行总裁 社长 校长 行长 联席总裁 代表取缔役", "PRESIDENT", true),
    ("总经理 经理部总经理 总座", "GM", true), ("董事总经理", "MD", true),
    ("副总经理 副总 副总座", "DEPUTY_GM", true), ("副总裁 VP 副社长 副行长 副校长", "VP", true), ("SVP", "SVP", true), ("EVP", "EVP", true), ("GM", "GM", true),
    ("执行董事 常务董事", "EXECUTIVE_DIRECTOR", true),
    ("董事 独立董事 独董 独立非执行董事 非执行董事 非独立董事 外部董事 职工董事 职工代表董事 法人董事 法人董事代表 董事会成员 常务理事 理事 董事席位 董事席次", "DIRECTOR", true),
    ("监事 职工监事 职工代表监事 股东代表监事 非职工代表监事 外部监事 监察人", "SUPERVISOR", true),
    ("董事会秘书 董秘 公司秘书 秘书长 联席公司秘书", "SECRETARY", true),
    ("管理合伙人 创始管理合伙人 执行合伙人 首席合伙人 主管合伙人", "MANAGING_PARTNER", true), ("合伙人 永久合伙人 高级合伙人 创始合伙人", "PARTNER", true),
    ("创始人 联合创始人 创办人 共同创办人 联创 创始成员 创始人兼", "FOUNDER", true),
    ("总编辑 主编 总编 总主笔", "EDITOR_IN_CHIEF", true), ("总工程师", "CHIEF_ENGINEER", true), ("总会计师", "CHIEF_ACCOUNTANT", true), ("总法律顾问", "GC", true), ("总精算师", "CHIEF_ACTUARY", true), ("总设计师", "CHIEF_DESIGNER", true), ("总建筑师 总架构师", "CHIEF_ARCHITECT", true), ("总经济师", "CHIEF_ECONOMIST", true), ("合规总监 合规负责人", "CHIEF_COMPLIANCE", true), ("督察长 总稽核", "INSPECTOR_GENERAL", true), ("风险总监", "CHIEF_RISK", true),
    ("总监 总管 常务总监 艺术总监", "DIRECTOR_OF", true), ("负责人 主管 掌门人 掌舵人 一把手 部长 主任 总负责人 临时负责人 主理人 总干事 召集人 组长 处长 科长 牵头人 带头人 一号位 当家人 操盘手 舵手 掌门 大当家 话事人 新帅", "HEAD", true),
    ("总经理助理 总裁助理 行长助理 董事长助理 院长助理 校长助理", "ASSISTANT", false),
    ("院长 系主任 院系主任 所长 园长", "DEAN", true), ("台长 总台长 团长 庭长", "HEAD", true), ("馆长", "CURATOR", true), ("厂长 店长 站长 场长 矿长", "MANAGER", true),
    ("党委书记 党组书记 书记 党总支书记 党支部书记 纪委书记 团委书记", "PARTY_SECRETARY", true), ("党委副书记 党组副书记 副书记", "DEPUTY_PARTY_SECRETARY", true),
    ("局长 厅长 署长 司长 总署长 关长", "DIRECTOR_GENERAL", true), ("市长 县长 省长 区长 州长 镇长 特首", "MAYOR", true), ("次长 部长级 大使 总理 总统 首相 行政院长 立法委员 议员 国务卿 外长 财长 防长", "MINISTER", false), ("行政长官", "GOVERNOR", true), ("总领事", "CONSUL", false),
    ("评审团主席 评委会主席 评审主席 评审会主席 大会主席 论坛主席 程序委员会主席 组委会主席 组委会主任 筹委会主任 答辩主席 会议主席 工会主席 村委会主任 居委会主任 学生会主席 团支书 班主任", "OTHER", false),
    ("法定代表人 法人代表 法定代表 授权代表", "LEGAL_REPRESENTATIVE", false),
    ("顾问 高级顾问 特别顾问 研究员 分析师 高级分析师 证券事务代表 基金经理 经理 产品经理 客户经理 项目经理 工程师 高级工程师 技术员 会计师 律师 教练 主教练 主帅 助理教练 看守主帅 前锋 后卫 门将 球员 助理 秘书 发言人 新闻发言人 主播 演员 导演 编剧 教授 副教授 讲师 院士 委员 成员 班长 技术人员 核心技术人员 职员 干事 记者 编辑 经济学家 副教练 领队 总厨 主厨 大厨 核数师 监票人 见证律师 班主任 辅导员 实习生 代言人 科员 科学家 设计师 参事 调研员 巡视员 常委 委员职务 会员 代理人 特派员 学徒 见习生 出纳 结算员 作家 股东 讲席教授 机长", "OTHER", false),
];

/// Words before a head that change its rank.
#[rustfmt::skip]
const MODIFIERS: &[&str] = &[
    "常务", "执行", "高级", "资深", "副", "代理", "代", "署理", "暂代", "临时", "名誉", "荣誉", "永远荣誉", "终身", "轮值", "联席", "独立", "非执行", "非独立", "助理", "首席", "候任", "第一", "集团",
    "全球", "中国区", "大中华区", "亚太区", "首任", "创始", "联合", "共同", "总行", "区域", "地区", "非", "代任", "总部", "外籍", "环球", "特别", "专职", "兼职", "职工代表", "职工", "高", "党委",
    "见习", "英籍", "总",
];

/// Fields of the trade that may stand before a head as its unit.
#[rustfmt::skip]
const FIELDS: &[&str] = &[
    "财务", "技术", "研发", "市场", "营销", "产品", "运营", "营运", "战略", "销售", "人力资源", "人力", "人事", "法务", "行政", "设计", "医学", "研究", "业务", "品牌", "公关", "传播", "投资", "风控",
    "风险", "合规", "安全", "数据", "商务", "商业化", "商业", "工程", "质量", "采购", "供应链", "生产", "制造", "渠道", "海外", "国际", "中国", "亚太", "大中华", "华东", "华南", "华北", "西南", "西北",
    "内容", "增长", "算法", "智驾", "智能驾驶", "自动驾驶", "动力总成", "硬件", "软件", "用户", "客户", "客服", "审计", "会计", "硬件工程", "体育", "艺术", "创意", "编辑", "新闻", "教学", "科研", "医疗",
    "临床", "注册", "政府事务", "公共事务", "资讯", "资料", "信息", "网络", "行销", "企划", "策略", "总务", "稽核", "车务", "工务", "融资", "资本", "资产", "零售", "金融", "信贷", "技术研发", "党务",
    "全球业务", "AI", "平台", "基础设施", "国内", "项目", "产业", "后训练", "海外业务",
];

/// What 首席…官 is over, and its code.
#[rustfmt::skip]
const CHIEFS: &[(&str, &str)] = &[
    ("执行", "CEO"), ("行政执行", "CEO"), ("财务", "CFO"), ("运营", "COO"), ("营运", "COO"), ("技术", "CTO"), ("科技", "CTO"), ("信息", "CIO"), ("资讯", "CIO"),
    ("信息安全", "CISO"), ("资讯安全", "CISO"), ("安全", "CISO"), ("产品", "CPO"), ("市场", "CMO"), ("营销", "CMO"), ("行销", "CMO"), ("战略", "CSO"), ("策略", "CSO"),
    ("营收", "CRO"), ("收入", "CRO"), ("人力资源", "CHRO"), ("人才", "CHRO"), ("人事", "CHRO"), ("人力", "CHRO"), ("法务", "CLO"), ("法律", "CLO"), ("数据", "CDO"),
    ("行政", "CAO"), ("商务", "CCO"), ("商业", "CCO"), ("研究", "CHIEF_RESEARCH"), ("风险", "CHIEF_RISK"), ("合规", "CHIEF_COMPLIANCE"), ("医学", "CHIEF_MEDICAL"),
    ("医疗", "CHIEF_MEDICAL"), ("内容", "CHIEF_CONTENT"), ("品牌", "CHIEF_BRAND"), ("投资", "CHIEF_INVESTMENT"), ("增长", "CHIEF_GROWTH"),
    ("创新", "CHIEF_INNOVATION"), ("设计", "CHIEF_DESIGN"), ("科学", "CHIEF_SCIENCE"), ("客户", "CHIEF_CUSTOMER"), ("传播", "CHIEF_COMMUNICATIONS"),
];

static HEAD_TABLE: LazyLock<Table<(&str, bool)>> = LazyLock::new(|| {
    Table::new(HEADS.iter().flat_map(|(row, code, leadership)| row.split(' ').map(move |word| (word, (*code, *leadership)))))
});
static MODIFIER_TABLE: LazyLock<Table<&str>> = LazyLock::new(|| Table::new(MODIFIERS.iter().map(|word| (*word, *word))));
static FIELD_TABLE: LazyLock<Table<()>> = LazyLock::new(|| Table::new(FIELDS.iter().map(|word| (*word, ()))));
static COMMITTEE_TABLE: LazyLock<Table<()>> = LazyLock::new(|| Table::new(COMMITTEES.iter().map(|word| (*word, ()))));

/// The characters with which a title can begin: most places of a text are none.
static FIRST: LazyLock<Chars> = LazyLock::new(|| {
    let heads = HEADS.iter().flat_map(|row| row.0.split(' '));
    let words = heads.chain(MODIFIERS.iter().copied()).chain(FIELDS.iter().copied()).chain(COMMITTEES.iter().copied());
    Chars::new(words.filter_map(|word| word.chars().next()))
});

/// Reads one title that begins at `from`, as long as it goes. `None` where none begins.
pub fn read_one(folded: &[char], from: usize) -> Option<Title> {
    if !FIRST.has(*folded.get(from)?) {
        return None;
    }
    if let Some(seat) = committee(folded, from) {
        return Some(seat);
    }
    let mut at = from;
    let mut unit = None;
    let mut words: Vec<&str> = Vec::new();
    for _ in 0..7 {
        if let Some(title) = chief(folded, from, at, unit) {
            return Some(title);
        }
        // 董事 in 董事会, 主席 in 主席团, 主任 in 主任委员, 主管 as a verb; 执行董事会主席 is another matter
        let found = head(folded, at);
        let forbidden = found.is_some_and(|(to, code, _)| tail_forbids(folded, to, code));
        if forbidden && found.is_none_or(|(_, code, _)| code != "EXECUTIVE_DIRECTOR") {
            return None;
        }
        if let Some((to, code, leadership)) = found.filter(|_| !forbidden) {
            return Some(finish(from, to, code, leadership, &words, unit));
        }
        if let Some((to, word)) = MODIFIER_TABLE.longest(folded, at) {
            words.push(word);
            at = to;
        } else if let Some((to, ())) = FIELD_TABLE.longest(folded, at).filter(|_| !is_inside(folded, at)) {
            unit = Some((unit.map_or(at, |u: (usize, usize)| u.0), to));
            at = to;
        } else {
            return None;
        }
    }
    None
}

/// Reads a list of titles as one role: "董事、副总经理兼财务总监".
pub fn read(folded: &[char], from: usize) -> Option<Title> {
    let mut whole = read_one(folded, from)?;
    while let Some(next) = separator(folded, whole.to).and_then(|at| read_one(folded, skip_frame(folded, at))) {
        let better = rank(&next) < rank(&whole);
        whole = Title {
            from,
            to: next.to,
            code: if better { next.code } else { whole.code },
            unit: if better { next.unit } else { whole.unit },
            interim: whole.interim || next.interim,
            leadership: whole.leadership || next.leadership,
            committee: whole.committee && next.committee,
        };
    }
    Some(whole)
}

/// Which of several titles names the role best: the lower, the more senior.
fn rank(title: &Title) -> usize {
    const ORDER: [&str; 8] = ["CEO", "CHAIR", "PRESIDENT", "GM", "MD", "COO", "CFO", "CTO"];
    let base = ORDER.iter().position(|c| *c == title.code).unwrap_or(match title.code.as_str() {
        "DIRECTOR" | "SUPERVISOR" | "FOUNDER" => 90,
        _ => 50,
    });
    base + if title.leadership { 0 } else { 1000 } + if title.committee { 1000 } else { 0 }
}

fn separator(folded: &[char], at: usize) -> Option<usize> {
    const WORDS: [&str; 11] = ["及其", "以及", "、", "兼", "及", "和", "暨", "与", "/", "&", "并兼"];
    let mut start = at;
    // a remark in brackets between two titles: "首席财务官(CFO)、董事"
    if folded.get(at) == Some(&'(') {
        let close = (at..folded.len().min(at + 12)).find(|&i| folded[i] == ')')?;
        start = close + 1;
    }
    longest(folded, start, &WORDS).map(|word| start + word.chars().count())
}

/// "公司", "第七届董事会", "董事会" before a title of a list.
pub fn skip_frame(folded: &[char], from: usize) -> usize {
    let mut at = from;
    loop {
        let before = at;
        if let Some(word) = longest(folded, at, &["本公司", "该公司", "该部门", "公司", "本行", "集团的", "其", "首任", "兼"])
        {
            at += word.chars().count();
        }
        if folded.get(at) == Some(&'第')
            && let Some(end) = (at..folded.len().min(at + 6)).find(|&i| folded[i] == '届')
        {
            at = end + 1;
        }
        for board in ["董事会", "监事会", "董事局", "理事会"] {
            let to = at + 3;
            if longest(folded, at, &[board]).is_some()
                && head(folded, at).is_none()
                && (read_one(folded, to).is_some() || folded.get(to) == Some(&'、'))
            {
                at = to;
            }
        }
        if at == before {
            return at;
        }
    }
}

fn tail_forbids(folded: &[char], to: usize, code: &str) -> bool {
    let next = folded.get(to).copied().unwrap_or(' ');
    match code {
        "DIRECTOR" | "SUPERVISOR" | "EXECUTIVE_DIRECTOR" => matches!(next, '会' | '局'),
        "CHAIR" => matches!(next, '团' | '国' | '台'),
        "OTHER" => next == '会' && folded[to - 1] == '员',
        "HEAD" => matches!(next, '委' | '部' | '单') || next == '医' || next == '业',
        "GM" | "PRESIDENT" => next == '办' || next == '班',
        _ => false,
    }
}

fn finish(from: usize, to: usize, code: &str, leadership: bool, words: &[&str], unit: Option<(usize, usize)>) -> Title {
    let has = |word: &str| words.contains(&word);
    let vice = has("副");
    let code = match code {
        "PRESIDENT" if vice && (has("高级") || has("资深")) => "SVP".to_string(),
        "PRESIDENT" if vice && has("执行") => "EVP".to_string(),
        "PRESIDENT" if vice => "VP".to_string(),
        "VP" if has("高级") || has("资深") => "SVP".to_string(),
        "VP" if has("执行") => "EVP".to_string(),
        "GM" if vice => "DEPUTY_GM".to_string(),
        "CHAIR" if vice => "VICE_CHAIR".to_string(),
        "EXECUTIVE_DIRECTOR" if has("非") || has("独立") => "DIRECTOR".to_string(),
        code if vice => format!("DEPUTY_{code}"),
        code => code.to_string(),
    };
    let interim = ["代理", "代", "署理", "暂代", "临时", "代任"].iter().any(|w| has(w));
    let honorary = has("名誉") || has("荣誉") || has("永远荣誉");
    let unit = if matches!(code.as_str(), "CFO" | "CTO") { None } else { unit };
    let code = if honorary { format!("HONORARY_{code}") } else { code };
    Title { from, to, code, unit, interim, leadership: leadership && !has("见习"), committee: false }
}

/// 首席…官, 首席科学家.
fn chief(folded: &[char], from: usize, at: usize, unit: Option<(usize, usize)>) -> Option<Title> {
    let rest = folded.get(at..)?;
    if !rest.starts_with(&['首', '席']) {
        return None;
    }
    let title = |to: usize, code: String, leadership: bool| Title { from, to, code, unit, interim: false, leadership, committee: false };
    const NOUNS: [(&str, &str); 8] = [
        ("科学家", "CHIEF_SCIENTIST"),
        ("经济学家", "CHIEF_ECONOMIST"),
        ("设计师", "CHIEF_DESIGNER"),
        ("架构师", "CHIEF_ARCHITECT"),
        ("工程师", "CHIEF_ENGINEER"),
        ("策略师", "CHIEF_STRATEGIST"),
        ("代表", "HEAD"),
        ("专家", "CHIEF_EXPERT"),
    ];
    for (noun, code) in NOUNS {
        if let Some(word) = longest(folded, at + 2, &[noun]) {
            return Some(title(at + 2 + word.chars().count(), code.to_string(), true));
        }
    }
    // 首席AI科学家, 首席数据科学家
    let field = (at + 3..folded.len().min(at + 10)).take_while(|&i| {
        let c = folded[i - 1];
        (is_han(c) || c.is_ascii_alphabetic() || c == ' ') && !matches!(c, '官' | '兼')
    });
    for i in field {
        if let Some((noun, code)) = NOUNS[..6].iter().find(|(noun, _)| longest(folded, i, &[noun]).is_some()) {
            return Some(title(i + noun.chars().count(), (*code).to_string(), true));
        }
    }
    let end = (at + 3..folded.len().min(at + 13))
        .take_while(|&i| is_han(folded[i]) || folded[i].is_ascii_alphabetic())
        // 首席财务总裁 in Hong Kong
        .find(|&i| folded[i] == '官' || folded[i..].starts_with(&['总', '裁']))?;
    let to = if folded[end] == '官' { end + 1 } else { end + 2 };
    let middle: String = folded[at + 2..end].iter().collect();
    let vice = middle.strip_prefix('副').map(str::to_string);
    let field = vice.as_deref().unwrap_or(&middle);
    let code = CHIEFS.iter().find(|(word, _)| *word == field).map_or_else(|| format!("CHIEF_{field}"), |(_, code)| (*code).to_string());
    if folded[end] != '官' && !CHIEFS.iter().any(|(word, _)| *word == field) {
        return None;
    }
    Some(title(to, if vice.is_some() { format!("DEPUTY_{code}") } else { code }, true))
}

/// What committees are for.
#[rustfmt::skip]
const COMMITTEES: &[&str] = &[
    "战略", "提名", "审计", "审核", "薪酬", "风险", "专门", "专业", "投资", "考核", "可持续", "合规", "关联", "治理", "预算", "顾问", "环境", "发展", "各专", "董事", "ESG",
];

/// "战略委员会主任委员", "提名委员会、审核委员会": seats that are never told alone.
fn committee(folded: &[char], from: usize) -> Option<Title> {
    let (kind, ()) = COMMITTEE_TABLE.longest(folded, from).filter(|_| !is_inside(folded, from))?;
    // 董事长及提名委员会主席 begins with a seat that counts
    if matches_at(folded, from, "董事") && !matches!(folded.get(kind), Some('会' | '局')) {
        return None;
    }
    let end = (kind..folded.len().min(from + 16))
        .take_while(|&i| is_han(folded[i]) || folded[i].is_ascii_alphabetic())
        .find(|&i| folded[i..].starts_with(&['委', '员', '会']))?;
    let mut to = end + 3;
    if let Some(word) = longest(folded, to, &["主任委员", "委员会主席", "委员", "主席", "召集人", "成员", "主任"]) {
        to += word.chars().count();
    }
    Some(Title { from, to, code: "COMMITTEE".into(), unit: None, interim: false, leadership: false, committee: true })
}

/// The longest head at a place: end, code, leadership. Latin titles stand as whole words.
fn head(folded: &[char], at: usize) -> Option<(usize, &'static str, bool)> {
    let whole = |i: Option<&char>| i.is_none_or(|c| !c.is_ascii_alphabetic());
    let stands = |to: usize| !folded[at].is_ascii_uppercase() || whole(folded.get(to)) && (at == 0 || whole(folded.get(at - 1)));
    // 副总 in 副总监 is the modifier 副 and the head 总监
    let cut = |to: usize, code: &str| {
        code == "DEPUTY_GM" && folded[to - 1] == '总' && folded.get(to).is_some_and(|c| "监裁编工会设建架经干理统".contains(*c))
    };
    HEAD_TABLE.all(folded, at).find(|(to, (code, _))| stands(*to) && !cut(*to, code)).map(|(to, (code, leadership))| (to, code, leadership))
}

/// Whether a Latin word goes on here.
fn is_inside(folded: &[char], at: usize) -> bool {
    at > 0 && folded.get(at).is_some_and(char::is_ascii_alphabetic) && (folded[at - 1].is_ascii_alphanumeric() || folded[at - 1] == ' ')
}

fn longest<'a>(folded: &[char], at: usize, words: &[&'a str]) -> Option<&'a str> {
    words.iter().filter(|word| matches_at(folded, at, word)).max_by_key(|word| word.len()).copied()
}

fn matches_at(folded: &[char], at: usize, word: &str) -> bool {
    word.chars().enumerate().all(|(i, c)| folded.get(at + i) == Some(&c))
}

/// The canonical role of a title as a roster or a document writes it.
pub fn role(text: &str) -> Role {
    let folded: Vec<char> = fold_str(text).chars().collect();
    let whole = (0..folded.len()).find_map(|at| read(&folded, at).filter(|t| t.to == folded.len()));
    let found = whole.or_else(|| (0..folded.len()).find_map(|at| read(&folded, at)));
    match found {
        Some(title) => {
            let (from, to) = title.unit.unwrap_or((title.from, title.from));
            let start = if title.from > 0 { 0 } else { from };
            let unit: String = folded[start..to.max(start)].iter().collect();
            Role { title: text.trim().to_string(), code: title.code, unit: Some(unit).filter(|u| !u.is_empty()) }
        }
        None => Role { title: text.trim().to_string(), code: text.trim().to_string(), unit: None },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_role(text: &str) -> (String, Option<String>) {
        let role = role(text);
        (role.code, role.unit)
    }

    #[test]
    fn gives_the_codes_of_the_english_titles() {
        for (title, code) in [
            ("首席技术官", "CTO"),
            ("行政總裁", "CEO"),
            ("董事長", "CHAIR"),
            ("首席研究官", "CHIEF_RESEARCH"),
            ("首席科学家", "CHIEF_SCIENTIST"),
            ("首席信息安全官", "CISO"),
            ("高级副总裁", "SVP"),
            ("执行副总裁", "EVP"),
            ("独立非执行董事", "DIRECTOR"),
            ("联合创始人", "FOUNDER"),
            ("财务总监", "CFO"),
            ("董事会秘书", "SECRETARY"),
            ("CEO", "CEO"),
        ] {
            assert_eq!(role(title).code, code, "{title}");
        }
    }

    #[test]
    fn finds_the_unit() {
        assert_eq!(read_role("研究副总裁"), ("VP".into(), Some("研究".into())));
        assert_eq!(read_role("研究高级副总裁"), ("SVP".into(), Some("研究".into())));
        assert_eq!(read_role("使命对齐主管"), ("HEAD".into(), Some("使命对齐".into())));
    }

    #[test]
    fn a_list_is_one_role_under_its_most_senior_title() {
        assert_eq!(role("董事、副总经理兼财务总监").code, "CFO");
        assert_eq!(role("董事长、董事及战略委员会主任委员").code, "CHAIR");
    }
}
