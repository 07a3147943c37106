//! Finds a document's organisations: by their last words, by what they do, and by where they stand before a title.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::find::{self, People};
use super::fold::{is_han, is_latin};
use super::lexicon::{Class, Cue, Lex};
use super::marks::Marks;
use super::names;
use super::sentence::Line;
use super::table::{Chars, Table};
use super::title;

/// The organisations of a document: every folded form with the name that it stands for.
#[derive(Default)]
pub struct Organisations {
    pub forms: HashMap<String, String>,
    /// Names in order of appearance, with the core by which two forms are known for one.
    cores: Vec<(String, bool, String)>,
    /// Every form as folded and as written, with its organisation.
    seen: Vec<(String, String, String)>,
    /// Forms that stand where an organisation would, but show no sign of one: kept if the text uses them again.
    weak: Vec<(String, String)>,
    /// Forms behind a word for a kind of organisation: kept only if the text uses them again.
    twice: Vec<(String, String)>,
}

/// A text about people names fewer organisations than this.
const MOST: usize = 400;

#[rustfmt::skip]
const SUFFIXES: &[&str] = &[
    "股份有限公司", "有限责任公司", "有限公司", "集团公司", "总公司", "控股集团", "集团", "控股", "股份", "银行", "农商行", "信用社", "证券", "期货", "基金", "资产", "理财", "租赁", "资管", "保险", "人寿", "财险", "信托", "资本", "投资", "创投", "科技", "电子", "医药", "药业", "制药", "生物", "汽车", "新能源", "能源", "电力", "传媒", "影业", "物流", "教育", "大学", "学院", "医院", "研究院", "研究所", "实验室", "博物馆", "美术馆", "图书馆", "协会", "学会", "商会", "公会", "工会联合会", "联合会", "基金会", "俱乐部", "中学", "小学", "出版社", "报社", "电视台", "航空", "地产", "置业", "物业", "酒店", "食品", "酒业", "水泥", "重工", "光电", "半导体", "精密", "智能", "网络", "通信", "石油", "石化", "钢铁", "矿业", "港口", "化工", "新材", "环保", "农业", "乳业", "实业", "国际", "零售", "商业银行", "旅游", "航运", "铁路", "单车", "出行", "轮胎", "企业", "工业", "建设", "高新", "电气", "电机", "电器", "基因", "医疗", "健康", "软件", "数码", "数据", "游戏", "娱乐", "音乐", "公司", "事务所", "委员会", "人民政府", "金融", "银监局", "证监会", "足协", "分行", "支行",
];
/// Last words of names that are everyday words as well: signs only right before a title or what an organisation does.
#[rustfmt::skip]
const FAINT: &[&str] = &[
    "乐团", "剧院", "剧团", "画院", "博物院", "书店", "书局", "日报", "晚报", "日报社", "晚报社", "杂志社", "报业集团", "卫视", "电台", "种业", "牧业", "渔业", "茶业", "铜业", "铝业", "锂业", "纸业", "玻璃", "家居", "家电", "服饰", "时装", "鞋业", "体育", "珠宝", "美妆", "日化", "咖啡", "餐饮", "火锅", "机器人", "微电子", "新材料", "储能", "锂电", "光伏", "风电", "燃气", "水务", "园林", "设计院", "建工", "路桥", "港务", "航天", "船舶", "机械", "装备", "机床", "支付", "担保", "农商", "学校", "检测", "动力", "照明", "电缆", "轴承", "纺织", "化纤", "橡胶", "饮料", "啤酒", "乳品", "肉业", "粮油", "超市", "百货", "快递", "速运", "租车", "车业", "电动", "城建", "城投", "交投", "文旅", "影视", "互娱", "通讯", "光学", "激光", "控制",
];
static FAINT_TABLE: LazyLock<Table<()>> = LazyLock::new(|| Table::new(FAINT.iter().map(|word| (*word, ()))));

/// Organisations that newspapers call by a name that does not show what it is.
#[rustfmt::skip]
const KNOWN: &[&str] = &[
    "苹果", "微软", "谷歌", "亚马逊", "特斯拉", "英伟达", "华为", "小米", "腾讯", "阿里巴巴", "阿里", "百度", "京东", "美团", "字节跳动", "快手", "拼多多", "滴滴", "网易", "推特", "脸书", "英特尔", "高通", "三星", "索尼", "丰田", "本田", "日产", "大众汽车", "宝马", "奔驰", "星巴克", "耐克", "阿迪达斯", "麦当劳", "可口可乐", "百事", "波音", "空客", "甲骨文", "思科", "诺基亚", "爱立信", "西门子", "汇丰", "渣打", "恒生", "高盛", "花旗", "瑞银", "瑞信", "德银", "摩根士丹利", "摩根大通", "贝莱德", "万科", "恒大", "碧桂园", "融创", "格力", "美的", "海尔", "联想", "蔚来", "小鹏", "比亚迪", "宁德时代", "上汽", "广汽", "一汽", "吉利", "蒙牛", "伊利", "茅台", "五粮液", "新东方", "好未来", "知乎", "哔哩哔哩", "工行", "建行", "农行", "中行", "交行", "招行", "中石油", "中石化", "中海油", "台积电", "鸿海", "联发科", "富士康", "台塑", "台糖", "台船", "中华电信", "迪士尼", "奈飞", "携程", "搜狐", "新浪", "理想汽车", "娃哈哈", "农夫山泉", "海底捞", "瑞幸", "魅族", "锤子科技", "寒武纪", "商汤", "旷视", "科大讯飞", "中芯国际", "紫光", "京东方", "招商局", "中信", "光大", "平安", "泰康", "国寿", "中国人寿", "中国平安", "保时捷", "法拉利", "雀巢", "联合利华", "宝洁", "欧莱雅", "辉瑞", "默沙东", "强生", "罗氏", "诺华", "阿斯利康", "拜耳", "葛兰素史克", "北大", "清华", "复旦", "中国足协", "OpenAI", "Anthropic", "DeepMind", "Twitter", "Meta", "SpaceX", "xAI", "Uber", "Netflix",
];
static KNOWN_TABLE: LazyLock<Table<()>> = LazyLock::new(|| Table::new(KNOWN.iter().map(|word| (*word, ()))));
static SUFFIX_TABLE: LazyLock<Table<&str>> = LazyLock::new(|| Table::new(SUFFIXES.iter().map(|word| (*word, *word))));
static LABEL_TABLE: LazyLock<Table<()>> =
    LazyLock::new(|| Table::new(LABELS.iter().chain(&["公司", "企业", "房企", "药企", "券商", "品牌"]).map(|word| (*word, ()))));
static KEY_TABLE: LazyLock<Table<()>> =
    LazyLock::new(|| Table::new(["简称:", "简称“", "(简称", "(以下简称", "(下称", "(“", "或“", "名称:", "名为“"].map(|word| (word, ()))));

/// The characters with which the signs of a name begin: any other place needs no look.
static OF_NAMES: LazyLock<Chars> = LazyLock::new(|| {
    let keys = ["简称:", "(", "或“", "名称:", "名为“", "【", "公司", "企业", "房企", "药企", "券商", "品牌"];
    let words = SUFFIXES.iter().chain(FAINT).chain(&LABELS).chain(&keys);
    Chars::new(words.filter_map(|word| word.chars().next()))
});

/// What is left out when two names are compared.
#[rustfmt::skip]
const LEGAL: &[&str] = &[
    "股份有限公司", "有限责任公司", "有限公司", "集团公司", "控股集团", "总公司", "公司", "集团", "控股", "股份", "(集团)", "科技", "本部",
];
/// Last words without which a name is still used: 小米 for 小米集团.
#[rustfmt::skip]
const SHORTENED: &[&str] = &[
    "股份有限公司", "有限责任公司", "有限公司", "集团公司", "集团", "控股", "股份", "科技", "资本", "证券", "银行", "汽车", "基金", "投资", "生物", "药业", "传媒", "影业", "教育", "物流", "半导体", "智能", "酒店集团", "控股集团", "出行", "轮胎", "电机", "国际", "電機", "公司", "网络", "人寿", "单车",
];
/// A unit of an organisation, not an organisation.
#[rustfmt::skip]
const UNITS: &[&str] = &[
    "区域公司", "大区公司", "部", "中心", "事业部", "事业群", "业务", "业务群", "板块", "区", "线", "组", "办公室", "条线", "团队", "方向", "产品线", "项目", "产品", "设计", "研究", "工程", "运营", "科", "处", "室", "车间", "平台", "大区", "区域", "研发", "安全", "市场部", "对齐", "人工智能", "关系", "渠道", "模型", "算法", "商业化", "全球", "群", "小组", "工作组", "专班", "委员会",
];
/// Words for a kind of organisation: what stands before them is no name, what stands behind is.
const LABELS: [&str; 11] = ["巨头", "厂商", "车企", "独角兽", "龙头企业", "新势力", "开发商", "运营商", "制造商", "服务商", "供应商"];
/// Words that say what an organisation is, before its name: "工业软件公司|特罗姆".
const DESCRIPTORS: [&str; 12] = ["公司", "企业", "巨头", "厂商", "车企", "房企", "药企", "券商", "央企", "国企", "民企", "机构"];
/// Countries before a name that is also used without them: 韩国三星电子.
const COUNTRIES: [&str; 14] =
    ["韩国", "日本", "美国", "英国", "法国", "德国", "荷兰", "瑞士", "瑞典", "意大利", "加拿大", "澳大利亚", "印度", "新加坡"];
#[rustfmt::skip]
const PLACES: &[&str] = &[
    "中国", "全球", "亚洲", "北京", "上海", "深圳", "广州", "香港", "台湾", "美国", "日本", "英国", "国内", "海外", "国家", "华东", "华南", "亚太", "大中华", "欧洲", "北美", "东南亚", "本土", "全国", "国际", "公募",
];

impl Organisations {
    /// Reads all sentences; the first is the headline.
    pub fn find(lines: &[(&Line, Marks)], people: &People) -> Self {
        let mut found = Organisations::default();
        let names = by_first(people);
        for (index, (line, marks)) in lines.iter().enumerate() {
            if index == 0 {
                found.headline(line, people);
            }
            let inside = name_ends(line, &names);
            for at in 0..line.len() {
                let c = line.folded[at];
                if !OF_NAMES.has(c) && !is_latin(c) && marks.title(at).is_none() && marks.word(at).is_none() {
                    continue;
                }
                // "Inflection AI", "Thrive Capital"
                if let Some((to, words)) = names::latin(&line.folded, at)
                    && words >= 2
                    && find::is_latin_thing(&line.folded[at..to])
                {
                    found.add_span(line, at, to);
                }
                found.by_suffix(line, marks, &inside, at);
                found.by_faint(line, marks, &inside, at);
                found.by_brackets(line, marks, &inside, at);
                found.described(line, marks, &inside, people, at);
                if let Some(found_title) = marks.title(at) {
                    found.before_title(line, marks, &inside, at, found_title.to, &found_title.code);
                }
                match marks.word(at) {
                    Some((to, Lex::Word)) if line.starts(at, "召开") || line.starts(at, "举行") => {
                        let _ = to;
                        found.announcer(line, marks, &inside, people, at);
                    }
                    // "字节猴方面表示"
                    Some((to, Lex::Word))
                        if line.starts(at, "方面")
                            && matches!(marks.word(to), Some((_, Lex::Cue(Cue::Say | Cue::Announce | Cue::Not) | Lex::Word))) =>
                    {
                        found.boarded(line, marks, &inside, people, at)
                    }
                    Some((_, Lex::Board)) => found.boarded(line, marks, &inside, people, at),
                    Some((_, Lex::Cue(Cue::Announce))) => found.announcer(line, marks, &inside, people, at),
                    Some((to, Lex::Trigger(t))) if matches!(t.class, Class::Join | Class::Quit) => found.joined(line, marks, people, to),
                    _ => {}
                }
            }
        }
        for (line, _) in lines.iter().rev().take(4) {
            found.signed(line);
        }
        found.known(lines);
        found.keep_weak(lines);
        found.settle();
        found.shorten();
        found
    }

    fn add(&mut self, form: &str, written: &str) {
        if self.forms.contains_key(form) || self.cores.len() >= MOST {
            return;
        }
        let core = core(form);
        let len = form.chars().count();
        if len < 2 || core.chars().count() < 2 || PLACES.contains(&form) || is_generic(form) {
            return;
        }
        let known =
            self.cores.iter().find(|(known, legal, _)| is_same((known, *legal), (&core, is_legal(form)))).map(|(_, _, name)| name.clone());
        let name = known.unwrap_or_else(|| written.to_string());
        self.seen.push((form.to_string(), written.to_string(), name.clone()));
        self.cores.push((core, is_legal(form), name.clone()));
        self.forms.entry(form.to_string()).or_insert(name);
    }

    fn add_span(&mut self, line: &Line, from: usize, to: usize) {
        if LABELS.iter().any(|w| line.starts(to, w)) {
            return;
        }
        let status = to > from + 2
            && matches!(line.folded[to - 1], '原' | '前' | '新')
            && (line.folded[to - 1] == '原' || !is_han(line.folded[to - 2]));
        let to = if status { to - 1 } else { to };
        let form: String = line.folded[from..to].iter().collect();
        self.add(&form, &line.text(from, to));
    }

    /// Well-known organisations whose names do not show it.
    fn known(&mut self, lines: &[(&Line, Marks)]) {
        for (line, marks) in lines {
            for at in 0..line.len() {
                if KNOWN_TABLE.longest(&line.folded, at).is_none() {
                    continue;
                }
                let begins = at == 0 || !is_han(line.folded[at - 1]) || marks.ends(at);
                let ends = |name: &str| {
                    let to = at + name.chars().count();
                    !["平安", "美的", "苹果", "光大", "紫光", "复旦"].contains(&name)
                        || line.folded.get(to).is_none_or(|c| !is_han(*c))
                        || marks.word(to).is_some()
                        || marks.title(to).is_some()
                };
                if begins && let Some(name) = KNOWN.iter().filter(|k| line.starts(at, k) && ends(k)).max_by_key(|k| k.len()) {
                    self.add_span(line, at, at + name.chars().count());
                }
            }
        }
    }

    fn weak_or_sure(&mut self, line: &Line, from: usize, to: usize, sure: bool) {
        if sure { self.add_span(line, from, to) } else { self.weak_span(line, from, to) }
    }

    fn weak_span(&mut self, line: &Line, from: usize, to: usize) {
        let form: String = line.folded[from..to].iter().collect();
        self.weak.push((form, line.text(from, to)));
    }

    /// Of the weak forms those that the text has at least twice, or its headline.
    fn keep_weak(&mut self, lines: &[(&Line, Marks)]) {
        let mut asked: HashSet<String> = HashSet::new();
        let twice = std::mem::take(&mut self.twice).into_iter().map(|row| (row, true));
        for ((form, name), again) in std::mem::take(&mut self.weak).into_iter().map(|row| (row, false)).chain(twice) {
            if asked.len() >= MOST || !asked.insert(form.clone()) {
                continue;
            }
            let chars: Vec<char> = form.chars().collect();
            if chars.is_empty() {
                continue;
            }
            let core: Vec<char> = if again { core(&form).chars().collect() } else { chars.clone() };
            let places = lines.iter().take(200).flat_map(|(line, _)| line.folded.windows(core.len().max(1)));
            let count = places.filter(|w| w[0] == core[0] && *w == core.as_slice()).take(2).count();
            let latin = form.starts_with(|c: char| c.is_ascii_uppercase()) && form.len() >= 3;
            let long = chars.len() >= 3 && !form.ends_with('方') && names::surname(&chars, 0).is_none_or(|_| chars.len() > 3);
            if count >= 2 || lines.len() == 1 || !again && lines.len() <= 3 || !again && (latin || long) || self.forms.contains_key(&form) {
                self.add(&form, &name);
            }
        }
    }

    /// "江中药业:董事长辞职", "【岚汐生物】…".
    fn headline(&mut self, line: &Line, people: &People) {
        let Some(colon) = line.folded.iter().take(20).position(|c| *c == ':') else { return };
        let form: String = line.folded[..colon].iter().collect();
        let worded = (1..colon).any(|i| {
            super::lexicon::longest(&line.folded, i).is_some_and(|(end, lex)| end - i >= 2 && !matches!(lex, Lex::Company | Lex::Honour))
        });
        let plain = !worded && line.folded[..colon].iter().all(|c| is_han(*c) || c.is_ascii_alphanumeric() || matches!(c, '*' | '-' | ' '));
        if plain && (2..=14).contains(&colon) && !people.forms.contains_key(&form) && !has_verb(line, colon) {
            self.twice.push((form, line.text(0, colon)));
        }
    }

    /// "瑞禾种业公告", "江北爱乐乐团艺术总监": a last word that is a sign only where an organisation would stand.
    fn by_faint(&mut self, line: &Line, marks: &Marks, inside: &[bool], at: usize) {
        let Some((to, ())) = FAINT_TABLE.longest(&line.folded, at) else { return };
        let from = left(line, marks, inside, at, 8);
        let form: String = line.folded[from..to].iter().collect();
        let begins = from == 0 || !is_han(line.folded[from - 1]) || marks.ends(from);
        let acts = marks.title(to).is_some() || day_follows_or_ends(line, marks, to);
        if (2..=6).contains(&(at - from)) && begins && acts && !is_generic(&form) && !is_unit(&form) && marks.word(from).is_none() {
            self.add_span(line, from, to);
        }
    }

    /// "云帆支付总裁办": who signs at the foot of a letter.
    fn signed(&mut self, line: &Line) {
        const OFFICES: [&str; 12] = [
            "总裁办公室",
            "总裁办",
            "总经理办公室",
            "人力资源部",
            "人力资源中心",
            "人事部",
            "行政部",
            "党委办公室",
            "党委",
            "办公室",
            "管理委员会",
            "董事会",
        ];
        let Some(office) = OFFICES.iter().find(|w| line.len() >= w.chars().count() && line.starts(line.len() - w.chars().count(), w))
        else {
            return;
        };
        let to = line.len() - office.chars().count();
        if (3..=20).contains(&to) && line.folded[..to].iter().all(|c| is_han(*c) || c.is_ascii_alphanumeric()) && !has_verb(line, to) {
            self.add_span(line, 0, to);
        }
    }

    fn by_suffix(&mut self, line: &Line, marks: &Marks, inside: &[bool], at: usize) {
        let Some((to, suffix)) = SUFFIX_TABLE.longest(&line.folded, at) else { return };
        // a longer name goes on: 集团|股份有限公司, 银行|股份
        if SUFFIX_TABLE.longest(&line.folded, to).is_some() && line.folded.get(to) != Some(&'公') && marks.title(to).is_none()
            || line.starts(to, "有限公司")
        {
            return;
        }
        let from = left(line, marks, inside, at, 20);
        let stem = at - from;
        let weak = !matches!(
            suffix,
            "股份有限公司"
                | "有限责任公司"
                | "有限公司"
                | "集团公司"
                | "总公司"
                | "控股集团"
                | "银行"
                | "大学"
                | "证券"
                | "农商行"
                | "基金会"
                | "协会"
                | "学会"
                | "商会"
                | "博物馆"
                | "研究院"
                | "事务所"
        );
        let legal = suffix.ends_with("公司");
        if matches!(suffix, "企业" | "公司")
            && line.folded.get(to).is_some_and(|c| is_han(*c) || *c == '“')
            && marks.word(to).is_none()
            && marks.title(to).is_none()
        {
            return;
        }
        if stem < 1 || stem < 2 && (weak || legal) || weak && stem > 8 && !legal && suffix != "集团" && suffix != "医院" && suffix != "学院"
        {
            return;
        }
        let first: String = line.folded[from..at].iter().collect();
        if is_generic(&first)
            || first.ends_with("委员")
            || first.starts_with('第')
            || suffix == "委员会" && !first.contains('市') && !first.contains('国')
        {
            return;
        }
        // a weak last word alone is no sign inside a running text
        let placed = names::edge(line, marks, to) >= names::Edge::Fair && !matches!(marks.word(to), Some((_, Lex::Of | Lex::And)))
            || marks.title(to).is_some()
            || title::read_one(&line.folded, to).is_some()
            || matches!(marks.word(to), Some((_, Lex::Cue(_) | Lex::Trigger(_) | Lex::Board | Lex::Word | Lex::Honour)))
            || matches!(marks.word(to), Some((_, Lex::Of)))
                && from > 0
                && ["在", "离开", "加入", "加盟"].iter().any(|w| line.starts(from.saturating_sub(w.chars().count()), w))
            || line.folded.get(to).is_none_or(|c| !is_han(*c));
        if is_unit(&line.folded[from..to].iter().collect::<String>()) {
            return;
        }
        if weak && !placed && (from == 0 || !is_han(line.folded[from - 1])) && stem <= 6 {
            self.weak_span(line, from, to);
        }
        if !weak || placed && marks.word(from).is_none_or(|(end, _)| end == from + 1) {
            self.add_span(line, from, to);
        }
    }

    /// "贵州茅台(600519.SH)", "(以下简称“海岳银行”)", "证券简称:衡川电子".
    fn by_brackets(&mut self, line: &Line, marks: &Marks, inside: &[bool], at: usize) {
        let folded = &line.folded;
        if folded[at] == '(' {
            let code = line.len() > at + 3
                && folded[at + 1..line.len().min(at + 12)].iter().take_while(|c| **c != ')').filter(|c| c.is_ascii_digit()).count() >= 3
                && folded[at + 1..line.len().min(at + 16)].iter().take_while(|c| **c != ')').all(|c| !is_han(*c));
            let from = left(line, marks, inside, at, 12);
            if code && at - from >= 2 {
                self.add_span(line, from, at);
            }
        }
        if folded[at] == '(' && folded.get(at + 1).is_some_and(char::is_ascii_uppercase) {
            let from = left(line, marks, inside, at, 10);
            let label = ["巨头", "龙头", "公司", "厂商", "企业", "车企", "新势力", "独角兽", "平台"]
                .iter()
                .any(|w| from >= 2 && line.starts(from - 2, w));
            if label && at - from >= 2 && !inside[at] {
                self.add_span(line, from, at);
            }
        }
        if let Some((start, ())) = KEY_TABLE.longest(folded, at) {
            {
                let to = (start..line.len().min(start + 16))
                    .find(|&i| {
                        !is_han(folded[i]) && !folded[i].is_ascii_alphanumeric() && folded[i] != '*'
                            || line.starts(i, "公告编号")
                            || line.starts(i, "编号")
                    })
                    .unwrap_or(line.len().min(start + 16));
                let form: String = folded[start..to].iter().collect();
                if to > start + 1
                    && to - start <= 14
                    && !form.starts_with('本')
                    && form != "公司"
                    && form != "集团"
                    && !form.ends_with('会')
                    && title::read_one(folded, start).is_none()
                {
                    self.add_span(line, start, to);
                    self.alias(line, at, &form);
                }
            }
        }
        // "【岚汐生物】" at the head of an item
        if folded[at] == '【' && at == 0 {
            let to = (1..line.len().min(12)).find(|&i| folded[i] == '】').unwrap_or(0);
            if to > 2 && !has_verb(line, to) && folded[1..to].iter().all(|c| is_han(*c) || c.is_ascii_alphanumeric()) {
                self.add_span(line, 1, to);
            }
        }
    }

    /// "台湾积体电路制造股份有限公司(简称台积电)": both are one, under the short name.
    fn alias(&mut self, line: &Line, key: usize, short: &str) {
        let Some(open) = (key.saturating_sub(6)..=key).rev().find(|&i| line.folded[i] == '(') else { return };
        let full = (2..=30.min(open))
            .rev()
            .map(|len| line.folded[open - len..open].iter().collect::<String>())
            .find(|form| self.forms.contains_key(form));
        let (Some(full), Some(name)) = (full, self.forms.get(short).cloned()) else { return };
        let old = self.forms.insert(full, name.clone());
        for entry in self.seen.iter_mut().filter(|entry| Some(&entry.2) == old.as_ref()) {
            entry.2 = name.clone();
        }
        for core in self.cores.iter_mut().filter(|core| Some(&core.2) == old.as_ref()) {
            core.2 = name.clone();
        }
    }

    /// "工业软件公司特罗姆今天宣布", "资管巨头德勤泰(Delta Crest)": the words behind a label, up to what ends a name.
    fn described(&mut self, line: &Line, marks: &Marks, inside: &[bool], people: &People, at: usize) {
        let folded = &line.folded;
        let Some((from, ())) = LABEL_TABLE.longest(folded, at) else { return };
        // "具身智能公司“小葵花”"
        if folded.get(from) == Some(&'“')
            && let Some(close) = (from + 3..folded.len().min(from + 14)).find(|&i| folded[i] == '”')
            && folded[from + 1..close].iter().all(|c| is_han(*c) || c.is_ascii_alphanumeric())
        {
            self.add_span(line, from + 1, close);
            return;
        }
        if at < 2 || !is_han(folded[at - 1]) || inside.get(from).copied().unwrap_or(false) {
            return;
        }
        let to = (from..folded.len().min(from + 9))
            .find(|&i| {
                !(is_han(folded[i]) || folded[i].is_ascii_alphanumeric())
                    || marks.word(i).is_some()
                    || marks.title(i).is_some()
                    || day_follows(line, i)
            })
            .unwrap_or(folded.len().min(from + 9));
        let closed = to < folded.len()
            && match marks.word(to) {
                Some((_, Lex::Cue(Cue::Announce | Cue::Say | Cue::Former | Cue::Fresh))) => true,
                _ => marks.title(to).is_some() || folded[to] == '(' || day_follows(line, to),
            };
        let form: String = folded[from..to].iter().collect();
        if (2..=8).contains(&(to - from)) && !people.forms.contains_key(&form) && is_han(folded[from]) && !is_unit(&form) {
            if closed {
                self.add_span(line, from, to);
            } else if to - from >= 3 && matches!(marks.word(to), Some((_, Lex::Word))) && at >= 3 {
                self.twice.push((form, line.text(from, to)));
            }
        }
    }

    /// "兆驰股份财务负责人": the words before a title.
    fn before_title(&mut self, line: &Line, marks: &Marks, inside: &[bool], at: usize, to: usize, code: &str) {
        if SUFFIX_TABLE.longest(&line.folded, at).is_some() {
            return;
        }
        let mut at = at;
        // "台达电新任执行长"
        while let Some(start) = (at.saturating_sub(3)..at)
            .find(|&i| matches!(marks.word(i), Some((to, Lex::Cue(Cue::Former | Cue::Fresh | Cue::Current))) if to == at))
        {
            at = start;
        }
        let mut from = left(line, marks, inside, at, 16);
        let run = |from: usize| -> String { line.folded[from..at].iter().collect() };
        for lead in ["任", "原", "前", "转", "升", "兼"] {
            if at - from > 2 && line.starts(from, lead) && names::surname(&line.folded, from).is_none() {
                from += 1;
            }
        }
        let text = run(from);
        let len = at - from;
        if !(2..=14).contains(&len) || is_unit(&text) || is_generic(&text) || title::read_one(&line.folded, from).is_some() {
            return;
        }
        let latin = line.folded[from].is_ascii_alphabetic();
        let personal_after = line.folded.get(to).is_some_and(|c| is_han(*c) || c.is_ascii_alphabetic());
        let word_before = || {
            (from.saturating_sub(5)..from)
                .any(|i| matches!(marks.word(i), Some((end, Lex::Trigger(_) | Lex::Be | Lex::By | Lex::Of | Lex::Cue(Cue::Former | Cue::Current))) if end == from))
        };
        let verb_before = from > 0 && (line.folded[from - 1] == '任' || word_before());
        let begins = from == 0 || !is_han(line.folded[from - 1]);
        if latin {
            if let Some((end, _)) = names::latin(&line.folded, from) {
                self.weak_span(line, from, end);
            }
            return;
        }
        if matches!(code, "HEAD" | "DIRECTOR_OF" | "DEAN") {
            return;
        }
        if verb_before || begins && personal_after && line.folded[from..at].iter().all(|c| is_han(*c)) && at - from <= 6 {
            self.weak_or_sure(line, from, at, verb_before || from == 0);
        }
    }

    /// "小米宣布", "华为3月31日公告": who announces at the head of a clause.
    fn announcer(&mut self, line: &Line, marks: &Marks, inside: &[bool], people: &People, at: usize) {
        let to = before_adverbs(line, at);
        let most = if to > 0 && line.folded[to - 1].is_ascii_alphanumeric() { 30 } else { 14 };
        let from = left(line, marks, inside, to, most);
        let begins = from == 0 || !is_han(line.folded[from - 1]);
        let form: String = line.folded[from..to].iter().collect();
        // the words behind a title are its holder, and 发布 in 发布公告 is a verb
        let known = people.forms.contains_key(&form)
            || title::read_one(&line.folded, from).is_some()
            || marks.title_before(from)
            || (from.saturating_sub(4)..to).any(|i| marks.word(i).is_some_and(|(end, _)| end - i >= 2 && end >= to));
        let latin = line.folded.get(from).is_some_and(char::is_ascii_uppercase);
        let says = [
            "宣布",
            "公告",
            "公布",
            "发布",
            "披露",
            "官宣",
            "正式宣布",
            "对外宣布",
            "今日宣布",
            "通报",
            "发文",
            "证实",
            "确认",
            "回应",
            "召开",
            "举行",
        ]
        .iter()
        .any(|w| line.starts(at, w));
        let personal = names::surname(&line.folded, from).is_some()
            && to - from <= 3
            && at == to
            && !line.starts(at, "公告")
            && !line.starts(at, "宣布任命");
        if says
            && begins
            && !known
            && !inside[to]
            && !personal
            && to > from
            && ((2..=10).contains(&(to - from)) || latin && to - from <= 30)
        {
            self.weak_span(line, from, to);
        }
    }

    /// "华硕电脑今日董事会通过": whose board it is.
    fn boarded(&mut self, line: &Line, marks: &Marks, inside: &[bool], people: &People, at: usize) {
        let to = before_adverbs(line, at);
        let from = left(line, marks, inside, to, 10);
        let form: String = line.folded[from..to].iter().collect();
        let begins = from == 0 || !is_han(line.folded[from - 1]);
        if begins
            && (2..=8).contains(&(to - from))
            && !people.forms.contains_key(&form)
            && title::read_one(&line.folded, from).is_none()
            && line.folded[from..to].iter().all(|c| is_han(*c))
        {
            self.weak_span(line, from, to);
        }
    }

    /// "加盟小鹏,任…": the words behind.
    fn joined(&mut self, line: &Line, marks: &Marks, people: &People, from: usize) {
        let mut to = from;
        while to < line.len()
            && to - from < 10
            && (is_han(line.folded[to]) || line.folded[to].is_ascii_alphanumeric() || line.folded[to] == ' ')
            && marks.word(to).is_none()
            && marks.title(to).is_none()
            && !["任", "做", "当", "从", "主管"].iter().any(|w| line.starts(to, w))
        {
            to += 1;
        }
        let form: String = line.folded[from..to].iter().collect();
        let closed = line.folded.get(to).is_none_or(|c| !is_han(*c))
            || marks.word(to).is_some()
            || marks.title(to).is_some()
            || ["任", "做", "当", "从", "主管"].iter().any(|w| line.starts(to, w));
        let stop = matches!(marks.word(to), Some((_, Lex::Of))) && !line.starts(to, "的");
        if closed && !stop && (2..=8).contains(&(to - from)) && !people.forms.contains_key(&form) && !is_unit(&form) {
            self.weak_or_sure(line, from, to, title_soon(line, marks, to));
        }
    }

    /// Of several forms of one organisation the name is the longest that the text uses without its legal form.
    fn settle(&mut self) {
        let legal = |form: &str| form.contains("有限公司");
        let mut best: HashMap<String, (bool, usize, String)> = HashMap::new();
        for (form, written, name) in &self.seen {
            let abroad = COUNTRIES.iter().any(|c| form.starts_with(c));
            let rank = (!legal(form) && !abroad, form.chars().count(), written.clone());
            match best.get(name) {
                Some(known) if (known.0, known.1) >= (rank.0, rank.1) => {}
                _ => {
                    best.insert(name.clone(), rank);
                }
            }
        }
        for name in self.forms.values_mut() {
            if let Some((_, _, written)) = best.get(name) {
                *name = written.clone();
            }
        }
    }

    /// Adds the short forms: 小米 for 小米集团.
    fn shorten(&mut self) {
        for (form, name) in self.forms.clone() {
            let mut short = form.as_str();
            while let Some(cut) = SHORTENED.iter().filter_map(|s| short.strip_suffix(s)).min_by_key(|s| s.len()) {
                if cut.chars().count() < 2 {
                    break;
                }
                short = cut;
                if !PLACES.contains(&short) && !is_generic(short) {
                    self.forms.entry(short.to_string()).or_insert_with(|| name.clone());
                }
            }
        }
        // the place before a name: 湖北广济药业 and 广济药业 are one through their cores
    }
}

/// Where a name would end before adverbs and dates that stand before a verb: "东阿阿胶今晚|公告", "快手科技10月29日|公告".
fn before_adverbs(line: &Line, at: usize) -> usize {
    const WORDS: [&str; 35] = [
        "晚间",
        "上午",
        "下午",
        "今日",
        "今天",
        "今晚",
        "今早",
        "昨日",
        "昨天",
        "昨晚",
        "近日",
        "日前",
        "早间",
        "午间",
        "盘后",
        "盘前",
        "凌晨",
        "同日",
        "同时",
        "正式",
        "进一步",
        "官方",
        "方面",
        "内部",
        "对外",
        "集体",
        "联合",
        "紧急",
        "突然",
        "共同",
        "已",
        "也",
        "还",
        "在",
        "晚",
    ];
    let mut to = at;
    while to > 0 && at - to < 14 {
        if let Some(word) = WORDS.iter().find(|w| to >= w.chars().count() && line.starts(to - w.chars().count(), w)) {
            to -= word.chars().count();
        } else if line.folded[to - 1] == ')' && to >= 2 && line.folded[to - 2].is_ascii_digit() {
            // "昨(13)日"
            to -= (1..=4.min(to)).find(|back| line.folded[to - back] == '(').unwrap_or(1);
        } else if let Some(from) = day(line, to) {
            to = from;
        } else {
            break;
        }
    }
    to
}

/// Whether behind a name an organisation begins to act: it announces, or a day is named.
fn day_follows_or_ends(line: &Line, marks: &Marks, to: usize) -> bool {
    to < line.len() && day_follows(line, to)
        || matches!(marks.word(to), Some((_, Lex::Cue(Cue::Announce | Cue::Former | Cue::Fresh) | Lex::Board)))
}

/// Whether a word for a day begins here.
fn day_follows(line: &Line, at: usize) -> bool {
    line.folded[at].is_ascii_digit()
        || ["今天", "今日", "昨日", "昨天", "周", "日前", "近日", "上周", "本周", "星期"].iter().any(|w| line.starts(at, w))
}

/// Where a date that ends at `to` begins: "10月29日", "周一".
fn day(line: &Line, to: usize) -> Option<usize> {
    let folded = &line.folded;
    if to >= 2 && "一二三四五六日".contains(folded[to - 1]) && folded[to - 2] == '周' {
        return Some(to - 2);
    }
    if !matches!(folded[to - 1], '日' | '月' | '号' | '年') {
        return None;
    }
    let digits = |end: usize| {
        (0..end).rev().take(4).take_while(|&i| folded[i].is_ascii_digit() || "〇一二三四五六七八九十今昨".contains(folded[i])).count()
    };
    let count = digits(to - 1);
    (count > 0).then(|| to - 1 - count)
}

/// Whether a title follows in the clause or the next: "加盟小鹏,任副总裁".
fn title_soon(line: &Line, marks: &Marks, from: usize) -> bool {
    (from..line.len().min(from + 12)).any(|i| marks.title(i).is_some()) || from == line.len()
}

/// Whether a form is the full legal name of a company.
fn is_legal(form: &str) -> bool {
    form.contains("有限公司") || form.contains("有限责任公司")
}

/// Whether two names, each given as its core and whether it is a full legal name, are of one organisation: 小米 and 小米科技,
/// 棕榈 and the full name that begins so, 湖北广济药业 and 广济药业; not 台糖 and 台糖研究所.
fn is_same(a: (&str, bool), b: (&str, bool)) -> bool {
    let (short, long) = if a.0.len() <= b.0.len() { (a, b) } else { (b, a) };
    if short.0 == long.0 {
        return true;
    }
    if short.0.chars().count() < 2 || PLACES.contains(&short.0) {
        return false;
    }
    if let Some(rest) = long.0.strip_prefix(short.0) {
        let mut rest = rest;
        while let Some(cut) = SHORTENED.iter().filter_map(|s| rest.strip_prefix(s)).min_by_key(|s| s.len()) {
            rest = cut;
        }
        return rest.is_empty() || long.1 || rest.starts_with('(');
    }
    let front = long.0.strip_suffix(short.0).map(|front| front.chars().count());
    front.is_some_and(|front| front <= 3 && short.0.chars().count() >= 3) || long.1 && long.0.contains(short.0)
}

/// Whether a form is one of the well-known organisations.
pub fn is_known(form: &str) -> bool {
    KNOWN.contains(&form)
}

/// The core of a name: without brackets and legal words.
fn core(form: &str) -> String {
    let mut core = form.replace(['(', ')', ' ', '*'], "");
    core = core.strip_prefix("ST").map(str::to_string).unwrap_or(core);
    for word in LEGAL {
        if core.chars().count() > word.chars().count() + 1 {
            core = core.strip_suffix(word).map(str::to_string).unwrap_or(core);
        }
    }
    core
}

/// Where a run of name characters that ends at `at` begins.
fn left(line: &Line, marks: &Marks, inside: &[bool], at: usize, most: usize) -> usize {
    let folded = &line.folded;
    let mut from = at;
    while from > 0 && at - from < most {
        let c = folded[from - 1];
        if c == ')' && from >= 4 {
            let Some(open) = (from.saturating_sub(8)..from - 1).rev().find(|&i| folded[i] == '(') else { break };
            if open > 0 && is_han(folded[open - 1]) && folded[open + 1..from - 1].iter().all(|c| is_han(*c)) {
                from = open;
                continue;
            }
            break;
        }
        let word_end = marks.ends(from) && closes(line, marks, from);
        let latin = c.is_ascii_alphanumeric()
            || c == '*'
            || c == ' ' && folded.get(from).is_some_and(|d| d.is_ascii_alphabetic()) && from >= 2 && folded[from - 2].is_ascii_alphabetic();
        let date = (c == '日' || c == '月' || c == '年')
            && from >= 2
            && (folded[from - 2].is_ascii_digit() || "一二三四五六七八九十今去前明本当昨".contains(folded[from - 2]));
        if !(is_han(c) || latin) || "届次到至了着".contains(c) || word_end && from < at || inside[from] || date {
            break;
        }
        if word_end && from == at && hard_end(marks, from) {
            break;
        }
        if from < at && DESCRIPTORS.iter().any(|w| from >= 2 && line.starts(from - 2, w)) {
            break;
        }
        from -= 1;
    }
    if at - from > 3 && ["一名", "一位", "两名", "两位", "多名", "多位", "一家", "另一"].iter().any(|w| line.starts(from, w))
    {
        from += 2;
    }
    // "不到50天|大同"
    if from > 0 && line.folded[from - 1].is_ascii_digit() && at - from > 2 && "天日月年人名位家个".contains(folded[from]) {
        from += 1;
    }
    // digits in front belong to a number or a date
    while from < at && folded[from].is_ascii_digit() {
        from += 1;
    }
    while from < at
        && "经据任原前自将从与和由于在以为其某该本至到因从则均系并且又也暨及而".contains(folded[from])
        && !line.starts(from, "和")
        && !line.starts(from, "本地")
    {
        from += 1;
    }
    from
}

/// Whether the word that ends here parts names: not those that names hold themselves.
fn closes(_line: &Line, marks: &Marks, at: usize) -> bool {
    (at.saturating_sub(8)..at).any(|i| {
        marks.title(i).is_some_and(|t| t.to == at)
            || marks.word(i).is_some_and(|(to, lex)| {
                to == at
                    && match lex {
                        Lex::Company | Lex::Board => false,
                        Lex::Cue(Cue::Former) => at - i >= 2,
                        Lex::And => at - i >= 2,
                        _ => true,
                    }
            })
    })
}

fn hard_end(marks: &Marks, at: usize) -> bool {
    (at.saturating_sub(8)..at).any(|i| {
        marks.word(i).is_some_and(|(to, lex)| to == at && !matches!(lex, Lex::Company | Lex::Board | Lex::And))
            || marks.title(i).is_some_and(|t| t.to == at)
    })
}

/// For every place whether a known person's name ends there.
fn name_ends(line: &Line, names: &HashMap<char, Vec<Vec<char>>>) -> Vec<bool> {
    let mut ends = vec![false; line.len() + 1];
    for (at, first) in line.folded.iter().enumerate() {
        for name in names.get(first).map(Vec::as_slice).unwrap_or(&[]) {
            if line.folded[at..].starts_with(name) {
                ends[at + name.len()] = true;
            }
        }
    }
    ends
}

/// The forms of people's names by their first character.
fn by_first(people: &People) -> HashMap<char, Vec<Vec<char>>> {
    let mut names: HashMap<char, Vec<Vec<char>>> = HashMap::new();
    for form in people.forms.keys() {
        let chars: Vec<char> = form.chars().collect();
        if (2..=12).contains(&chars.len()) {
            names.entry(chars[0]).or_default().push(chars);
        }
    }
    names
}

fn has_verb(line: &Line, to: usize) -> bool {
    (0..to).any(|i| matches!(super::lexicon::longest(&line.folded, i), Some((end, Lex::Trigger(_) | Lex::Cue(Cue::Announce | Cue::Say | Cue::Source | Cue::Ask))) if end - i >= 2 && end <= to))
}

/// Whether words before a title name a unit.
pub fn is_unit(text: &str) -> bool {
    UNITS.iter().any(|unit| text.ends_with(unit)) && !text.ends_with("俱乐部")
        || PLACES.contains(&text)
        || text.ends_with("地区")
        || text.ends_with("中国区")
}

fn is_generic(text: &str) -> bool {
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "公司", "港股", "美股", "台股", "沪市", "深市", "上市", "子", "全资子", "控股子", "创业", "创业公司", "初创", "初创公司", "互联网公司", "科技公司", "两家", "多家", "一家", "该", "本", "新任", "现任", "时任", "首位", "目标", "有关", "相关", "国有", "民营", "母", "分", "旗下", "关联", "股份", "有限", "前身", "投资", "科技", "快讯", "人事", "独家", "专栏", "问答", "招聘", "传", "官宣", "最新", "突发", "重磅", "通知", "会议", "消息", "临时", "年度", "股东", "中央", "集团",
        "研究院", "学院", "医院", "大学", "实验室", "银行", "协会", "基金", "学校", "俱乐部", "基金会", "学会", "商会", "足协",
    ];
    #[rustfmt::skip]
    const LEADS: &[&str] = &[
        "公司", "董事", "监事", "新一", "新任", "新公司", "新董事", "下届", "上届", "本届", "英媒", "外媒", "媒体", "消息", "知情", "竞争", "对手", "现有", "当时", "各", "工商", "变更", "记者", "半数", "全体", "股东", "独立", "首", "原", "两", "二百", "多", "大会", "临时", "高管", "有", "管", "人事", "任免", "财报", "审议", "票", "人员", "每经", "包括", "一线", "一队", "针对", "关于", "对于", "除", "随着", "国家金融", "职工", "有关", "一同", "双方", "校方", "警方", "官方",
    ];
    let counted = text.chars().any(|c| "两三四五六七八九十几多数".contains(c))
        && ["名", "位", "家", "个", "人", "高管", "席"]
            .iter()
            .any(|w| text.ends_with(w) || text.contains("名高管") || text.contains("位高管"));
    let whole = ["有限公司", "银行", "集团"].iter().any(|w| text.ends_with(w));
    // "能够更好地维护公司", "大同找来半导体": a clause and no name
    let clause = text.chars().any(|c| "更够们这那哪谁把被让使很都就吗呢没找说想".contains(c));
    let verbal = [
        "接近", "维护", "影响", "损害", "代表", "推动", "促进", "带领", "领导", "帮助", "离开", "加入", "成立", "组建", "创办", "创立",
        "控制", "收购", "接管", "掌管", "执掌", "筹建", "助力", "提升", "辞去", "进入", "回到", "导致",
    ]
    .iter()
    .any(|w| text.starts_with(w) || text.strip_suffix("公司").is_some_and(|stem| stem.ends_with(w)));
    let phrase = clause || verbal || ["持有", "认定", "公司股份", "先生", "女士", "小姐", "家公司"].iter().any(|w| text.contains(w));
    phrase
        || counted
        || !whole && LEADS.iter().any(|w| text.starts_with(w))
        || WORDS.contains(&text)
        || text.starts_with("第")
        || ["一家", "某家", "某", "一间", "另一家", "那家", "这家"].iter().any(|w| text.starts_with(w))
        || text.ends_with("子公司")
        || text.ends_with("上市公司")
        || ["创业公司", "初创公司", "新公司", "软件公司", "互联网公司", "科技公司", "智能公司"].iter().any(|w| text.ends_with(w))
            && text.chars().count() <= 8
        || text.chars().all(|c| c.is_ascii_digit())
}
