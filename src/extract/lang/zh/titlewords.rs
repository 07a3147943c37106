//! The words of which Chinese titles are made.

/// Heads with their codes; those without leadership are read so that they are not taken for something else.
#[rustfmt::skip]
pub const HEADS: &[(&str, &str, bool)] = &[
    ("行政总裁 执行长 总执行长 行政主管 首席执行 CEO 联席CEO 话事人", "CEO", true),
    ("财务总监 财务负责人 财务长 首席财务 财务主管 财务董事 CFO", "CFO", true),
    ("营运长 运营长 营运总监 COO", "COO", true), ("技术长 科技长 CTO", "CTO", true), ("资讯长 信息长 CIO", "CIO", true), ("CMO 行销长 营销长", "CMO", true),
    ("CPO 产品长", "CPO", true), ("CSO 策略长 战略长", "CSO", true), ("CISO 资安长", "CISO", true), ("CHO CHRO CPO人力 人资长 人力资源长", "CHRO", true), ("CRO", "CRO", true), ("CDO", "CDO", true), ("CLO 法务长", "CLO", true), ("CCO", "CCO", true), ("CAO", "CAO", true), ("CXO", "CXO", true), ("CBO", "CBO", true), ("CGO", "CGO", true),
    ("董事长 董事会主席 董事局主席 董事主席 主席 理事长 会长 董座 董事会董事长 执行董事长 执行委员会主席 常务委员会主席 理事会主席 大班 局主席 议长", "CHAIR", true),
    ("监事会主席 监事长 监事主席 监事会召集人", "CHAIR_SUPERVISORS", true),
    ("副董事长 副主席 副董 副董座 董事会副主席 董事局副主席 副理事长 副会长 执行副主席 副主委", "VICE_CHAIR", true),
    ("总裁 执行总裁 社长 校长 行长 联席总裁 代表取缔役", "PRESIDENT", true),
    ("总经理 经理部总经理 总座", "GM", true), ("董事总经理", "MD", true),
    ("副总经理 副总 副总座", "DEPUTY_GM", true), ("副总裁 VP 副社长 副行长 副校长", "VP", true), ("SVP", "SVP", true), ("EVP", "EVP", true), ("GM", "GM", true),
    ("执行董事 常务董事 执董", "EXECUTIVE_DIRECTOR", true),
    ("董事 独立董事 独董 独立非执行董事 非执行董事 非执董 独立非执董 独非执董 非执 非独立董事 外部董事 职工董事 职工代表董事 法人董事 法人董事代表 董事会成员 常务理事 理事 董事席位 董事席次", "DIRECTOR", true),
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
pub const MODIFIERS: &[&str] = &[
    "常务", "执行", "高级", "资深", "副", "代理", "代", "署理", "暂代", "临时", "名誉", "荣誉", "永远荣誉", "终身", "轮值", "联席", "独立", "非执行", "非独立", "助理", "首席", "候任", "第一", "集团",
    "全球", "中国区", "大中华区", "亚太区", "首任", "创始", "联合", "共同", "总行", "区域", "地区", "非", "代任", "总部", "外籍", "环球", "特别", "专职", "兼职", "职工代表", "职工", "高", "党委",
    "见习", "英籍", "总", "驻会", "挂职",
];

/// Fields of the trade that may stand before a head as its unit.
#[rustfmt::skip]
pub const FIELDS: &[&str] = &[
    "财务", "技术", "研发", "市场", "营销", "产品", "运营", "营运", "战略", "销售", "人力资源", "人力", "人事", "法务", "行政", "设计", "医学", "研究", "业务", "品牌", "公关", "传播", "投资", "风控",
    "风险", "合规", "安全", "数据", "商务", "商业化", "商业", "工程", "质量", "采购", "供应链", "生产", "制造", "渠道", "海外", "国际", "中国", "亚太", "大中华", "华东", "华南", "华北", "西南", "西北",
    "内容", "增长", "算法", "智驾", "智能驾驶", "自动驾驶", "动力总成", "硬件", "软件", "用户", "客户", "客服", "审计", "会计", "硬件工程", "体育", "艺术", "创意", "编辑", "新闻", "教学", "科研", "医疗",
    "临床", "注册", "政府事务", "公共事务", "资讯", "资料", "信息", "网络", "行销", "企划", "策略", "总务", "稽核", "车务", "工务", "融资", "资本", "资产", "零售", "金融", "信贷", "技术研发", "党务",
    "全球业务", "AI", "平台", "基础设施", "国内", "项目", "产业", "后训练", "海外业务",
];

/// What 首席…官 is over, and its code.
#[rustfmt::skip]
pub const CHIEFS: &[(&str, &str)] = &[
    ("执行", "CEO"), ("行政执行", "CEO"), ("财务", "CFO"), ("运营", "COO"), ("营运", "COO"), ("技术", "CTO"), ("科技", "CTO"), ("信息", "CIO"), ("资讯", "CIO"),
    ("信息安全", "CISO"), ("资讯安全", "CISO"), ("安全", "CISO"), ("产品", "CPO"), ("市场", "CMO"), ("营销", "CMO"), ("行销", "CMO"), ("战略", "CSO"), ("策略", "CSO"),
    ("营收", "CRO"), ("收入", "CRO"), ("人力资源", "CHRO"), ("人才", "CHRO"), ("人事", "CHRO"), ("人力", "CHRO"), ("法务", "CLO"), ("法律", "CLO"), ("数据", "CDO"),
    ("行政", "CAO"), ("商务", "CCO"), ("商业", "CCO"), ("研究", "CHIEF_RESEARCH"), ("风险", "CHIEF_RISK"), ("合规", "CHIEF_COMPLIANCE"), ("医学", "CHIEF_MEDICAL"),
    ("医疗", "CHIEF_MEDICAL"), ("内容", "CHIEF_CONTENT"), ("品牌", "CHIEF_BRAND"), ("投资", "CHIEF_INVESTMENT"), ("增长", "CHIEF_GROWTH"),
    ("创新", "CHIEF_INNOVATION"), ("设计", "CHIEF_DESIGN"), ("科学", "CHIEF_SCIENCE"), ("客户", "CHIEF_CUSTOMER"), ("传播", "CHIEF_COMMUNICATIONS"),
];

/// What committees are for.
#[rustfmt::skip]
pub const COMMITTEES: &[&str] = &[
    "战略", "提名", "审计", "审核", "薪酬", "风险", "专门", "专业", "投资", "考核", "可持续", "合规", "关联", "治理", "预算", "顾问", "环境", "发展", "各专", "董事", "ESG",
];
