//! Words by which organisations are known: last words, well-known names, labels, and what is no name.

use std::sync::LazyLock;

use super::table::{Chars, Table};

#[rustfmt::skip]
pub const SUFFIXES: &[&str] = &[
    "股份有限公司", "有限责任公司", "有限公司", "集团公司", "总公司", "控股集团", "集团", "控股", "股份", "银行", "农商行", "信用社", "证券", "期货", "基金", "资产", "理财", "租赁", "资管", "保险", "人寿", "财险", "信托", "资本", "投资", "创投", "科技", "电子", "医药", "药业", "制药", "生物", "汽车", "新能源", "能源", "电力", "传媒", "影业", "物流", "教育", "大学", "学院", "医院", "研究院", "研究所", "实验室", "博物馆", "美术馆", "图书馆", "协会", "作家协会", "企业家协会", "书法家协会", "音乐家协会", "摄影家协会", "科学家协会", "学会", "商会", "公会", "工会联合会", "联合会", "基金会", "俱乐部", "中学", "小学", "出版社", "报社", "电视台", "航空", "地产", "置业", "物业", "酒店", "食品", "酒业", "水泥", "重工", "光电", "半导体", "精密", "智能", "网络", "通信", "石油", "石化", "钢铁", "矿业", "港口", "化工", "新材", "环保", "农业", "乳业", "实业", "国际", "零售", "商业银行", "旅游", "航运", "铁路", "单车", "出行", "轮胎", "企业", "工业", "建设", "高新", "电气", "电机", "电器", "基因", "医疗", "健康", "软件", "数码", "数据", "游戏", "娱乐", "音乐", "公司", "律师事务所", "会计师事务所", "事务所", "委员会", "人民政府", "金融", "银监局", "证监会", "足协", "分行", "支行", "研究会", "管理局", "交易所", "联交所", "促进会", "联盟", "工商联", "总工会", "科协", "作协", "文联", "红十字会",
];

/// Last words of names that are everyday words as well: signs only right before a title or what an organisation does.
#[rustfmt::skip]
pub const FAINT: &[&str] = &[
    "乐团", "剧院", "剧团", "画院", "博物院", "书店", "书局", "日报", "晚报", "日报社", "晚报社", "杂志社", "报业集团", "卫视", "电台", "种业", "牧业", "渔业", "茶业", "铜业", "铝业", "锂业", "纸业", "玻璃", "家居", "家电", "服饰", "时装", "鞋业", "体育", "珠宝", "美妆", "日化", "咖啡", "餐饮", "火锅", "机器人", "微电子", "新材料", "储能", "锂电", "光伏", "风电", "燃气", "水务", "园林", "设计院", "建工", "路桥", "港务", "航天", "船舶", "机械", "装备", "机床", "支付", "担保", "农商", "学校", "检测", "动力", "照明", "电缆", "轴承", "纺织", "化纤", "橡胶", "饮料", "啤酒", "乳品", "肉业", "粮油", "超市", "百货", "快递", "速运", "租车", "车业", "电动", "城建", "城投", "交投", "文旅", "影视", "互娱", "通讯", "光学", "激光", "控制", "信息", "技术", "资讯", "数科", "数智", "工程", "设计", "制造", "二手车", "家具", "厨具", "股权",
];

pub static FAINT_TABLE: LazyLock<Table<()>> = LazyLock::new(|| Table::new(FAINT.iter().map(|word| (*word, ()))));

/// Organisations that newspapers call by a name that does not show what it is.
#[rustfmt::skip]
pub const KNOWN: &[&str] = &[
    "苹果", "微软", "谷歌", "亚马逊", "特斯拉", "英伟达", "华为", "小米", "腾讯", "阿里巴巴", "阿里", "百度", "京东", "美团", "字节跳动", "快手", "拼多多", "滴滴", "网易", "推特", "脸书", "英特尔", "高通", "三星", "索尼", "丰田", "本田", "日产", "大众汽车", "宝马", "奔驰", "星巴克", "耐克", "阿迪达斯", "麦当劳", "可口可乐", "百事", "波音", "空客", "甲骨文", "思科", "诺基亚", "爱立信", "西门子", "汇丰", "渣打", "恒生", "高盛", "花旗", "瑞银", "瑞信", "德银", "摩根士丹利", "摩根大通", "贝莱德", "万科", "恒大", "碧桂园", "融创", "格力", "美的", "海尔", "联想", "蔚来", "小鹏", "比亚迪", "宁德时代", "上汽", "广汽", "一汽", "吉利", "蒙牛", "伊利", "茅台", "五粮液", "新东方", "好未来", "知乎", "哔哩哔哩", "工行", "建行", "农行", "中行", "交行", "招行", "中石油", "中石化", "中海油", "台积电", "鸿海", "联发科", "富士康", "台塑", "台糖", "台船", "中华电信", "迪士尼", "奈飞", "携程", "搜狐", "新浪", "理想汽车", "娃哈哈", "农夫山泉", "海底捞", "瑞幸", "魅族", "锤子科技", "寒武纪", "商汤", "旷视", "科大讯飞", "中芯国际", "紫光", "京东方", "招商局", "中信", "光大", "平安", "泰康", "国寿", "中国人寿", "中国平安", "保时捷", "法拉利", "雀巢", "央视", "新华社", "人民日报", "联合利华", "宝洁", "欧莱雅", "辉瑞", "默沙东", "强生", "罗氏", "诺华", "阿斯利康", "拜耳", "葛兰素史克", "北大", "清华", "复旦", "中国足协", "安踏", "特步", "喜力", "嘉士伯", "百威", "沃尔玛", "家乐福", "麦德龙", "百安居", "宜家", "优衣库", "无印良品", "软银", "东芝", "松下", "日立", "富士通", "佳能", "尼康", "夏普", "福特汽车", "雷诺", "奥迪", "沃尔沃", "乐视", "乐视网", "红星美凯龙", "居然之家", "苏宁", "国美", "永辉", "盒马", "饿了么", "顺丰", "圆通", "中通", "申通", "韵达", "极兔", "爱奇艺", "优酷", "豆瓣", "今日头条", "抖音", "金山云", "奇虎", "猎豹移动", "虎牙", "斗鱼", "陌陌", "链家", "贝壳", "途牛", "去哪儿", "同程", "三一重工", "中联重科", "潍柴", "奇瑞", "江淮", "北汽", "极氪", "岚图", "零跑", "赛力斯", "肯德基", "必胜客", "百胜中国", "达能", "喜茶", "蜜雪冰城", "泡泡玛特", "名创优品", "泸州老窖", "华润", "中粮", "国家电网", "南方电网", "中国移动", "中国联通", "中国电信", "中国铁塔", "中国石油", "中国石化", "中国宝武", "中金", "中信建投", "国泰君安", "海通", "华泰", "蚂蚁", "支付宝", "陆金所", "三元股份", "台达电", "联电", "日月光", "广达", "华硕", "宏碁", "纬创", "和硕", "仁宝", "英业达", "国泰金", "富邦金", "中信金", "玉山金", "兆丰金", "第一金控", "华南金", "元大金", "台新金", "永丰金", "合库", "台银", "土银", "彰银", "台电", "台铁", "华航", "远传", "台湾大哥大", "大立光", "群创", "友达", "领展", "新世界发展", "新鸿基", "太古", "国泰航空", "港铁", "OpenAI", "Anthropic", "DeepMind", "Twitter", "Meta", "SpaceX", "xAI", "Uber", "Netflix",
];

pub static KNOWN_TABLE: LazyLock<Table<()>> = LazyLock::new(|| Table::new(KNOWN.iter().map(|word| (*word, ()))));

pub static SUFFIX_TABLE: LazyLock<Table<&str>> = LazyLock::new(|| Table::new(SUFFIXES.iter().map(|word| (*word, *word))));

pub static LABEL_TABLE: LazyLock<Table<()>> =
    LazyLock::new(|| Table::new(LABELS.iter().chain(&["公司", "企业", "房企", "药企", "券商", "品牌"]).map(|word| (*word, ()))));

pub static KEY_TABLE: LazyLock<Table<()>> =
    LazyLock::new(|| Table::new(["简称:", "简称“", "(简称", "(以下简称", "(下称", "(“", "或“", "名称:", "名为“"].map(|word| (word, ()))));

/// The characters with which the signs of a name begin: any other place needs no look.
pub static OF_NAMES: LazyLock<Chars> = LazyLock::new(|| {
    let keys = ["简称:", "(", "或“", "名称:", "名为“", "【", "公司", "企业", "房企", "药企", "券商", "品牌"];
    let words = SUFFIXES.iter().chain(FAINT).chain(&LABELS).chain(&keys);
    Chars::new(words.filter_map(|word| word.chars().next()))
});

/// What is left out when two names are compared.
#[rustfmt::skip]
pub const LEGAL: &[&str] = &[
    "股份有限公司", "有限责任公司", "有限公司", "集团公司", "控股集团", "总公司", "公司", "集团", "控股", "股份", "(集团)", "科技", "本部",
];

/// Last words without which a name is still used: 小米 for 小米集团.
#[rustfmt::skip]
pub const SHORTENED: &[&str] = &[
    "股份有限公司", "有限责任公司", "有限公司", "集团公司", "集团", "控股", "股份", "科技", "资本", "证券", "银行", "汽车", "基金", "投资", "生物", "药业", "传媒", "影业", "教育", "物流", "半导体", "智能", "酒店集团", "控股集团", "出行", "轮胎", "电机", "国际", "電機", "公司", "网络", "人寿", "单车", "电子",
];

/// A unit of an organisation, not an organisation.
#[rustfmt::skip]
pub const UNITS: &[&str] = &[
    "区域公司", "大区公司", "部", "中心", "事业部", "事业群", "业务", "业务群", "板块", "区", "业务线", "条线", "产线", "组", "办公室", "条线", "团队", "方向", "产品线", "项目", "产品", "设计", "研究", "工程", "运营", "科", "处", "室", "车间", "平台", "大区", "区域", "研发", "安全", "市场部", "对齐", "人工智能", "关系", "渠道", "模型", "算法", "商业化", "全球", "群", "小组", "工作组", "专班", "委员会",
];

/// Words for a kind of organisation: what stands before them is no name, what stands behind is.
pub const LABELS: [&str; 11] = ["巨头", "厂商", "车企", "独角兽", "龙头企业", "新势力", "开发商", "运营商", "制造商", "服务商", "供应商"];

/// Words that say what an organisation is, before its name: "工业软件公司|特罗姆".
pub const DESCRIPTORS: [&str; 12] = ["公司", "企业", "巨头", "厂商", "车企", "房企", "药企", "券商", "央企", "国企", "民企", "机构"];

/// Countries before a name that is also used without them: 韩国三星电子.
pub const COUNTRIES: [&str; 14] =
    ["韩国", "日本", "美国", "英国", "法国", "德国", "荷兰", "瑞士", "瑞典", "意大利", "加拿大", "澳大利亚", "印度", "新加坡"];

#[rustfmt::skip]
pub const PLACES: &[&str] = &[
    "中国", "全球", "亚洲", "北京", "上海", "深圳", "广州", "香港", "台湾", "美国", "日本", "英国", "国内", "海外", "国家", "华东", "华南", "亚太", "大中华", "欧洲", "北美", "东南亚", "本土", "全国", "国际", "公募",
];

/// Trades: with 公司 behind them they say what a company does, and not which it is.
#[rustfmt::skip]
const TRADES: &[&str] = &[
    "房地产", "地产", "销售", "保险", "证券", "基金", "投资", "资产管理", "资产", "信托", "期货", "汽车", "物流", "运输", "建筑", "贸易", "物业", "物业管理", "能源", "电力", "通信", "咨询", "广告", "租赁", "担保", "财务", "工程", "制造", "生产", "餐饮", "影视", "文化", "传媒", "医药", "航空", "旅游", "教育", "零售", "生物", "芯片", "半导体", "游戏", "电商", "支付", "金融", "理财", "化工", "钢铁", "服务", "管理", "运营", "项目", "合资", "外资", "国资", "大型", "中型", "小型", "百强", "同行", "其他", "部分", "核心", "龙头", "区域", "海外", "境外", "境内", "天津", "重庆", "南京", "杭州", "成都", "武汉", "西安", "苏州",
];

/// Whether a form is the full legal name of a company.
pub fn is_legal(form: &str) -> bool {
    form.contains("有限公司") || form.contains("有限责任公司")
}

/// Whether two names, each given as its core and whether it is a full legal name, are of one organisation: 小米 and 小米科技,
/// 棕榈 and the full name that begins so, 湖北广济药业 and 广济药业; not 台糖 and 台糖研究所.
pub fn is_same(a: (&str, bool), b: (&str, bool)) -> bool {
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
        // 京东方A, 万科B: a class of shares
        return rest.is_empty() || long.1 || rest.starts_with('(') || matches!(rest, "A" | "B" | "H" | "-W" | "-S" | "-SW");
    }
    let front = long.0.strip_suffix(short.0).map(|front| front.chars().count());
    front.is_some_and(|front| front <= 3 && short.0.chars().count() >= 3) || long.1 && within(short.0, long.0)
}

/// Whether a full legal name holds the short one, and is no subsidiary's: 北京小米移动软件 is not 小米, 广州小鹏汽车科技 is 小鹏.
fn within(short: &str, long: &str) -> bool {
    let Some((front, mut rest)) = long.split_once(short) else { return false };
    while let Some(cut) = SHORTENED.iter().filter_map(|s| rest.strip_prefix(s)).min_by_key(|s| s.len()) {
        rest = cut;
    }
    front.is_empty() || rest.is_empty() || rest.starts_with('(')
}

/// Whether a form is one of the well-known organisations.
pub fn is_known(form: &str) -> bool {
    KNOWN.contains(&form)
}

/// The core of a name: without brackets and legal words.
pub fn core(form: &str) -> String {
    let mut core = form.replace(['(', ')', ' ', '*'], "");
    core = core.strip_prefix("ST").map(str::to_string).unwrap_or(core);
    for word in LEGAL {
        if core.chars().count() > word.chars().count() + 1 {
            core = core.strip_suffix(word).map(str::to_string).unwrap_or(core);
        }
    }
    core
}

/// Whether words before a title name a unit.
pub fn is_unit(text: &str) -> bool {
    UNITS.iter().any(|unit| text.ends_with(unit)) && !text.ends_with("俱乐部")
        || PLACES.contains(&text)
        || text.ends_with("地区")
        || text.ends_with("中国区")
}

/// Whether words before a title name what it is over: 项目管理, 研究与.
pub fn is_field(text: &str) -> bool {
    const FIELDS: [&str; 30] = [
        "管理",
        "业务",
        "市场",
        "营销",
        "销售",
        "研究",
        "研发",
        "技术",
        "产品",
        "工程",
        "运营",
        "战略",
        "财务",
        "人力",
        "法务",
        "品牌",
        "公关",
        "传播",
        "投资",
        "安全",
        "合规",
        "数据",
        "设计",
        "质量",
        "采购",
        "生产",
        "交付",
        "解决方案",
        "广告",
        "关系",
    ];
    FIELDS.iter().any(|field| text.contains(field)) || text.ends_with(['与', '和', '及'])
}

pub fn is_generic(text: &str) -> bool {
    if is_known(text) {
        return false;
    }
    #[rustfmt::skip]
    const WORDS: &[&str] = &[
        "公司", "港股", "美股", "台股", "沪市", "深市", "上市", "子", "全资子", "控股子", "创业", "创业公司", "初创", "初创公司", "互联网公司", "科技公司", "两家", "多家", "一家", "该", "本", "新任", "现任", "时任", "首位", "目标", "有关", "相关", "国有", "民营", "母", "分", "旗下", "关联", "股份", "有限", "前身", "投资", "科技", "快讯", "人事", "独家", "专栏", "问答", "招聘", "传", "官宣", "最新", "突发", "重磅", "通知", "会议", "消息", "临时", "年度", "股东", "中央", "集团", "政府", "总局", "当局", "国家", "省", "市", "县", "省协会", "市协会", "董事局", "控股", "履行", "职业",
        "研究院", "学院", "医院", "大学", "实验室", "银行", "协会", "基金", "学校", "俱乐部", "基金会", "学会", "商会", "足协",
    ];
    #[rustfmt::skip]
    const LEADS: &[&str] = &[
        "老牌", "知名", "头部", "新锐", "国产", "公司", "董事", "监事", "新一", "新任", "新公司", "新董事", "下届", "上届", "本届", "英媒", "外媒", "媒体", "消息", "知情", "竞争", "对手", "现有", "当时", "各", "工商", "变更", "记者", "半数", "全体", "股东", "独立", "首位", "首席", "首任", "首次", "首批", "首家", "首个", "家族", "私人", "原", "两家", "两名", "两位", "两大", "两个", "二百", "多家", "多名", "多位", "多个", "大会", "临时", "高管", "有媒", "有消", "有员", "有知", "有业", "有市", "有人", "有网", "有报", "有自", "有关", "有分", "有望", "有些", "管", "人事", "任免", "财报", "审议", "票", "人员", "面对", "位于", "来自", "财年", "季度", "产业链", "上市公司", "致全体", "致各位", "每经", "包括", "一线", "一队", "针对", "关于", "对于", "除", "随着", "国家金融", "职工", "有关", "一同", "双方", "校方", "警方", "官方", "至少", "至多", "随即", "引导", "执行", "失去", "符合", "关联", "账号", "天眼查", "企查查", "爱企查", "启信宝", "近日", "日前", "个人", "上述", "下列", "前述",
    ];
    let counted = text.chars().any(|c| "两三四五六七八九十几多数".contains(c))
        && ["名", "位", "家", "个", "人", "高管", "席"]
            .iter()
            .any(|w| text.ends_with(w) || text.contains("名高管") || text.contains("位高管"));
    // 房地产公司, 销售公司, 上海公司: a trade or a place is no name
    let trade =
        ["公司", "企业", "集团"].iter().filter_map(|w| text.strip_suffix(w)).any(|stem| TRADES.contains(&stem) || PLACES.contains(&stem));
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
        || trade
        || counted
        || !whole && LEADS.iter().any(|w| text.starts_with(w))
        || WORDS.contains(&text)
        || text.strip_prefix('家').is_some_and(|rest| SUFFIXES.contains(&rest) || WORDS.contains(&rest))
        || text.ends_with('媒') && text.chars().count() <= 3
        || text.starts_with("第")
        || text.ends_with(['省', '县']) && text.chars().count() <= 4
        || ["一家", "某家", "某", "一间", "另一家", "那家", "这家"].iter().any(|w| text.starts_with(w))
        || text.ends_with("子公司")
        || text.ends_with("上市公司")
        || ["创业公司", "初创公司", "新公司", "软件公司", "互联网公司", "科技公司", "智能公司"].iter().any(|w| text.ends_with(w))
            && text.chars().count() <= 8
        || text.chars().all(|c| c.is_ascii_digit())
}
