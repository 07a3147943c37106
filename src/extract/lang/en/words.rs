//! Closed sets of words that decide about English names, titles and verbs.

use super::facts::Spelled;

/// A closed set of words. Its words are looked up by their facts, so that a long list costs no more than a short one.
pub(super) struct List {
    /// Its bit among the facts; every list has its own.
    pub bit: u32,
    pub words: &'static [&'static str],
}

impl List {
    pub fn contains(&self, word: &(impl Spelled + ?Sized)) -> bool {
        word.facts().is_in(self)
    }
}

/// All lists of this file: a list that is not among them has no words.
#[rustfmt::skip]
pub(super) const LISTS: &[&List] = &[
    &FUNCTION_WORDS, &HONORIFICS, &PARTICLES, &SUFFIXES, &DEGREES, &MONTHS_AND_DAYS, &OF_HEADS, &LEGAL, &TERMS, &INITIALS, &STATES,
    &OTHER_HEADS, &MODIFIERS, &FIELDS, &LINKS, &QUALIFIERS, &ADVERBS, &BE, &HAVE, &DO, &NOUN_LIKE, &BEFORE_NOUNS, &FAMILY_FIRST,
    &KNOWN_BY_SURNAME, &CAMPUSES, &LEAVES, &ANAPHORS, &KINDS, &PARTS, &INSTITUTIONS, &DATE_OPENERS, &MODALS, &VERB_OPENERS,
];

/// Words that belong to no name.
#[rustfmt::skip]
pub(super) const FUNCTION_WORDS: List = List { bit: 0, words: &[
    "the", "a", "an", "of", "in", "on", "at", "to", "for", "from", "by", "with", "as", "and", "or", "but", "that", "which", "who",
    "whom", "whose", "when", "where", "while", "after", "before", "since", "until", "because", "if", "is", "are", "was", "were", "be",
    "been", "being", "has", "have", "had", "do", "does", "did", "will", "would", "may", "might", "can", "could", "shall", "should",
    "must", "not", "no", "nor", "he", "she", "it", "they", "we", "i", "you", "his", "her", "its", "their", "our", "my", "your", "him",
    "them", "us", "me", "this", "these", "those", "there", "here", "then", "than", "so", "too", "also", "both", "all", "some", "any",
    "what", "how", "why", "under", "over", "into", "about", "up", "down", "out", "off", "more", "most", "just", "now", "new", "former",
    "outgoing", "incoming", "current", "longtime", "effective", "following", "amid", "says", "said", "via", "per", "ex", "today",
    "yesterday", "meanwhile", "however", "earlier", "later", "recently", "first", "second", "third", "next", "last", "one", "two",
    "three", "four", "five", "six", "seven", "eight", "nine", "ten", "based", "maker", "owner", "company", "startup", "veteran",
    "exclusive", "breaking", "update", "watch", "report", "dear", "hi", "hello", "thanks", "congratulations", "please", "join", "meet",
    "q&a", "despite", "although", "unlike", "besides", "among", "during", "without", "within", "against", "between", "through", "regarding",
    "upon", "unless", "until", "till", "nobody", "everybody", "somebody", "everyone", "anyone", "someone", "insiders", "critics", "analysts",
    "sources", "investors", "shareholders", "employees", "workers", "protesters", "voters", "officials", "traders", "lawmakers", "fans", "instead", "though", "whether", "whereas", "once", "why", "embattled", "beleaguered", "outspoken",
] };

/// Forms of address before a name.
#[rustfmt::skip]
pub(super) const HONORIFICS: List = List { bit: 1, words: &[
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "mx", "dr", "dr.", "dr.-ing.", "prof", "prof.", "professor", "sir", "dame", "lord",
    "lady", "baroness", "baron", "rev", "rev.", "reverend", "father", "sister", "brother", "judge", "justice", "sheikh", "sheikha",
    "sheik", "prince", "princess", "king", "queen", "gen", "gen.", "general", "col", "col.", "colonel", "lt", "lt.", "maj", "maj.",
    "major", "capt", "capt.", "admiral", "adm.", "sgt.", "sen", "sen.", "senator", "rep.", "gov.", "hon.", "datuk", "dato", "dato'",
    "maestro", "herr", "frau", "signor", "monsieur", "mme", "mme.", "pandit", "ustad", "commander", "lieutenant", "brigadier", "commodore", "cmdr.", "tan", "sri", "shri", "smt", "engr.", "chef", "messrs.", "pastor", "rabbi", "imam", "alhaji", "mallam", "barr.", "tun", "encik",
    "hon", "tunku", "tengku", "haji",
] };

/// Lower-case parts of surnames.
#[rustfmt::skip]
pub(super) const PARTICLES: List = List { bit: 2, words: &[
    "de", "van", "von", "der", "den", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "bin", "bint", "ibn", "binti", "al",
    "el", "ter", "ten", "zu", "y", "e", "af", "av", "do", "san", "st", "st.", "mac", "ap", "ben", "abu", "ould", "vander", "zur", "'t",
    "los", "las", "a/l", "a/p", "s/o", "d/o",
] };

/// What follows a surname.
#[rustfmt::skip]
pub(super) const SUFFIXES: List = List { bit: 3, words: &[
    "jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "jun.", "sen.",
] };

/// Degrees and orders behind a name.
#[rustfmt::skip]
pub(super) const DEGREES: List = List { bit: 4, words: &[
    "frs", "frse", "fba", "kbe", "dbe", "cmg", "dsc", "facs", "frcp", "faia", "msp", "onz", "dnzm",
    "m.d.", "md", "ph.d.", "phd", "ph.d", "m.d", "cpa", "cfa", "esq.", "esq", "mba", "j.d.", "jd", "rn", "msn", "dnp", "pe", "p.e.",
    "facs", "d.o.", "do", "pharmd", "pharm.d.", "m.b.a.", "m.sc.", "msc", "m.s.", "d.phil.", "dphil", "dvm", "d.v.m.", "obe", "cbe",
    "mbe", "kc", "qc", "cpcu", "cgma", "sphr", "shrm-scp", "mph", "frcp", "fcca", "fca", "aca", "ca", "ceng", "cissp", "cisa", "icd.d", "edd",
    "ed.d.", "dds", "llm", "bsc", "ba", "ma",
] };

/// Months and days, which are capitalised and no names.
#[rustfmt::skip]
pub(super) const MONTHS_AND_DAYS: List = List { bit: 5, words: &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "jan.", "feb.", "mar.", "apr.", "jun.", "jul.",
    "aug.", "sep.", "sept.", "oct.", "nov.", "dec.", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "q1", "q2", "q3", "q4",
] };

/// Words of an organisation's name that take "of …" behind them.
#[rustfmt::skip]
pub(super) const OF_HEADS: List = List { bit: 6, words: &[
    "bank", "university", "institute", "college", "museum", "department", "federation", "house", "church", "city", "port", "ministry",
    "school", "council", "association", "society", "academy", "board", "chamber", "office", "bureau", "state", "republic", "hospital",
    "district", "county", "diocese", "archdiocese", "commission", "union", "league", "confederation", "centre", "center", "library",
    "court", "foundation", "order", "corporation", "secretary", "boys", "girls", "institutes", "banks", "sons", "daughters", "club",
    "conference", "friends", "clubs", "trust", "fund", "town", "village", "faculty", "guild", "organization", "organisation",
    "authority", "agency", "group", "company",
] };

/// Legal forms that a comma may part from the name.
#[rustfmt::skip]
pub(super) const LEGAL: List = List { bit: 7, words: &[
    "inc", "inc.", "ltd", "ltd.", "llc", "llp", "l.p.", "lp", "corp", "corp.", "plc", "n.v.", "s.a.", "ag", "co.", "limited",
    "incorporated", "pllc", "n.a.", "l.l.c.", "p.c.",
] };

/// Last words of capitalised terms that are neither people nor organisations.
#[rustfmt::skip]
pub(super) const TERMS: List = List { bit: 8, words: &[
    "committee", "committees", "meeting", "act", "date", "period", "agreement", "plan", "program", "programme", "report", "award",
    "awards", "conference", "summit", "form", "statement", "section", "item", "exhibit", "securities", "stock", "notes", "series",
    "rule", "regulation", "code", "event", "day", "release", "compensation", "letter", "amendment", "schedule", "account", "accounting",
    "officer", "statements", "planning", "analysis", "sciences", "services", "approach", "initiative", "transition", "separation",
    "years", "street", "avenue", "road", "bridge", "prize", "cup", "open", "tour", "festival", "olympics",
    "championship", "championships", "marathon", "expo",
] };

/// Capital abbreviations that are no organisation.
#[rustfmt::skip]
pub(super) const INITIALS: List = List { bit: 9, words: &[
    "ai", "hr", "it", "emea", "apac", "uk", "us", "u.s.", "u.s", "u.k.", "eu", "u.n.", "usa", "m&a", "r&d", "ipo", "esg", "q&a", "pr",
    "tv", "agm", "egm", "ebitda", "api", "ar", "vr", "gmt", "et", "est", "edt", "pst", "am", "pm", "a.m.", "p.m.", "latam", "anz",
    "asean", "mena", "dei", "gdp", "covid-19", "id", "hpc", "saas", "b2b", "iot", "immex", "llm", "ml", "un", "latest", "breaking",
    "update", "news", "exclusive", "dc", "d.c.", "la", "nyc", "sf", "ii", "iii",
] };

/// Postal codes of states and provinces.
#[rustfmt::skip]
pub(super) const STATES: List = List { bit: 10, words: &[
    "al", "ak", "az", "ca", "co", "ct", "de", "fl", "ga", "hi", "ia", "id", "il", "in", "ks", "ky", "ma", "md", "me", "mi", "mn", "mo",
    "ms", "mt", "nc", "nd", "ne", "nh", "nj", "nm", "nv", "ny", "oh", "ok", "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "va", "vt",
    "wa", "wi", "wv", "wy", "bc", "on", "qc", "ab",
] };

/// Heads of titles that no leadership page lists; they are read so that they are not taken for something else.
#[rustfmt::skip]
pub(super) const OTHER_HEADS: List = List { bit: 11, words: &[
    "adviser", "advisor", "advisers", "advisors", "consultant", "analyst", "analysts", "engineer", "researcher", "scientist",
    "spokesman", "spokeswoman", "spokesperson", "assistant", "fellow", "professor", "lecturer", "intern", "reporter", "correspondent",
    "columnist", "economist", "strategist", "specialist", "coordinator", "representative", "lawyer", "attorney", "coach", "emeritus",
    "designer", "developer", "architect", "banker", "broker", "trader", "observer", "employee", "supervisor", "planner", "underwriter",
    "associate", "delegate", "lobbyist", "envoy", "judge", "captain", "quarterback", "striker", "goalkeeper", "defender", "midfielder",
    "midwife", "nurse", "physician", "doctor", "agent", "sergeant", "detective", "producer", "actor", "actress", "chef", "candidate",
    "exec", "execs", "alum", "alumnus", "veteran", "official", "officials",
] };

/// Modifiers that may stand before a head.
#[rustfmt::skip]
pub(super) const MODIFIERS: List = List { bit: 12, words: &[
    "vice", "deputy", "assistant", "associate", "senior", "executive", "group", "global", "regional", "managing", "general", "founding",
    "honorary", "independent", "non-executive", "nonexecutive", "non", "lead", "chief", "co", "joint", "corporate", "national",
    "international", "worldwide", "interim", "acting", "caretaker", "provisional", "temporary", "principal", "supervisory", "presiding",
    "outside", "external", "country", "area", "field", "divisional", "division", "first", "permanent", "artistic", "music", "musical",
    "athletic", "athletics", "sporting", "news", "under", "pro", "inspector", "attorney", "cabinet", "full-time", "part-time", "presumptive",
    "statutory", "prime", "representative", "city", "town", "county", "village", "alternate", "whole-time", "nominee", "additional",
] };

/// Nouns and adjectives of the trade that may stand in a title before its head or as its unit.
#[rustfmt::skip]
pub(super) const FIELDS: List = List { bit: 13, words: &[
    "finance", "financial", "technology", "technical", "tech", "cyber", "cybersecurity", "cyber-security", "operating", "operations", "product", "products", "marketing",
    "commercial", "revenue", "sales", "people", "human", "resources", "hr", "talent", "legal", "compliance", "risk", "security",
    "information", "data", "digital", "design", "creative", "brand", "content", "communications", "communication", "strategy",
    "strategic", "research", "science", "scientific", "medical", "nursing", "clinical", "development", "business", "growth", "customer",
    "client", "experience", "success", "innovation", "investment", "investments", "investor", "relations", "public", "affairs",
    "policy", "government", "regulatory", "quality", "safety", "supply", "chain", "procurement", "logistics", "manufacturing",
    "production", "engineering", "software", "hardware", "platform", "infrastructure", "cloud", "ai", "analytics", "insights", "audit",
    "accounting", "tax", "treasury", "credit", "lending", "banking", "retail", "wholesale", "wealth", "asset", "management", "capital",
    "markets", "equity", "equities", "private", "real", "estate", "property", "energy", "sustainability", "diversity", "inclusion",
    "mena", "latam", "asean", "anz", "nordic", "esg", "environmental", "environment", "transformation", "programme", "program", "project", "projects", "portfolio",
    "administrative", "administration", "academic", "academics", "student", "students", "foreign", "home", "defence", "defense",
    "justice", "education", "health", "editorial", "managing", "features", "opinion", "politics", "sports", "football", "performance",
    "training", "learning", "partnerships", "partnership", "alliances", "channel", "merchandising", "store", "stores", "e-commerce",
    "ecommerce", "online", "mobile", "network", "networks", "systems", "it", "media", "advertising", "ad", "ads", "consumer",
    "enterprise", "corporate", "europe", "asia", "emea", "apac", "americas", "america", "north", "south", "east", "west", "africa",
    "uk", "us", "u.s.", "latin", "pacific", "middle", "china", "india", "japan", "global", "actuarial", "insurance", "claims",
    "underwriting", "trading", "fund", "fundraising", "philanthropy", "mission", "pastoral", "care", "patient", "pharmacy", "biology",
    "chemistry", "oncology", "therapeutics", "discovery", "translational", "sciences", "diagnostics", "labour", "labor", "industrial",
    "works", "plant", "site", "fleet", "flight", "airline", "cargo", "planning", "delivery", "services", "service", "solutions",
    "support", "search", "applied", "alignment", "post-training", "superalignment", "preparedness", "integrity", "trust", "ethics",
    "privacy", "machine", "intelligence", "artificial", "autopilot", "robotics", "games", "gaming", "studio", "studios", "film",
    "television", "tv", "programming", "entertainment", "music", "crypto", "blockchain", "payments", "core-banking", "nuclear", "oil",
    "gas", "mining", "exploration", "downstream", "upstream", "renewables", "hydrogen", "electric", "vehicle", "vehicles", "powertrain",
    "purchasing", "sourcing", "m&a", "r&d", "member", "membership", "community", "events", "hospitality", "food", "beverage", "culture",
    "workplace", "facilities", "campus", "visitor", "museum", "collections", "admissions", "enrollment", "advancement", "alumni",
    "institutional", "external", "internal", "joint", "nonprofit", "grants", "impact", "social", "team", "teams", "division", "unit",
    "department", "practice", "board", "committee", "leadership", "company", "country", "region", "restructuring", "litigation",
    "office", "newsroom", "desk", "monetization", "hotel", "restaurant", "culinary", "police", "fire", "university", "library",
    "garage", "water", "parks", "traffic", "transit", "tourism", "academy", "mortgage", "mortgages", "brokerage", "commodities", "derivatives",
    "trucks", "chips", "semiconductor", "vaccines", "pensions", "lobbying", 
    
] };

/// The unit behind "head of" and its kin may hold these small words.
#[rustfmt::skip]
pub(super) const LINKS: List = List { bit: 14, words: &[
    "and", "&", "for", "of", "in", "the", "to", "at",
] };

/// Qualifiers that a unit may begin with beside the fields of the trade.
#[rustfmt::skip]
pub(super) const QUALIFIERS: List = List { bit: 15, words: &[
    "global", "group", "regional", "international", "worldwide", "core", "new", "consumer", "executive", "european", "american",
    "asian",
] };

/// Heads that make a leadership title: the word, its code, and whether it stands alone without modifier or unit.
#[rustfmt::skip]
pub(super) const HEADS: &[(&str, &str, bool)] = &[
    ("ceo", "CEO", true), ("cfo", "CFO", true), ("coo", "COO", true), ("cto", "CTO", true), ("cio", "CIO", true), ("cmo", "CMO", true),
    ("cpo", "CPO", true), ("cro", "CRO", true), ("cso", "CSO", true), ("ciso", "CISO", true), ("chro", "CHRO", true),
    ("cdo", "CDO", true), ("clo", "CLO", true), ("cco", "CCO", true), ("cao", "CAO", true), ("cbo", "CBO", true), ("cgo", "CGO", true),
    ("cxo", "CXO", true), ("cno", "CNO", true), ("co-ceo", "CEO", true), ("co-ceos", "CEO", true), ("presidents", "PRESIDENT", true), ("pres", "PRESIDENT", true), ("pres.", "PRESIDENT", true), ("vice-presidents", "VP", true), ("chairmen", "CHAIR", true), ("editors", "EDITOR", true), ("vps", "VP", true), ("president", "PRESIDENT", true),
    ("co-president", "PRESIDENT", true), ("co-presidents", "PRESIDENT", true), ("chairman", "CHAIR", true),
    ("chairwoman", "CHAIR", true), ("chairperson", "CHAIR", true), ("chair", "CHAIR", true), ("co-chair", "CHAIR", true),
    ("co-chairs", "CHAIR", true), ("co-chairman", "CHAIR", true), ("co-chairmen", "CHAIR", true), ("chairmanship", "CHAIR", true),
    ("presidency", "PRESIDENT", true), ("chairwomanship", "CHAIR", true), ("vice-chairman", "VICE_CHAIR", true),
    ("vice-chair", "VICE_CHAIR", true), ("vice-chairwoman", "VICE_CHAIR", true), ("director", "DIRECTOR", true),
    ("directors", "DIRECTOR", true), ("directorship", "DIRECTOR", true), ("co-director", "DIRECTOR", true),
    ("partner", "PARTNER", true), ("partners", "PARTNER", false), ("founder", "FOUNDER", true), ("cofounder", "FOUNDER", true),
    ("co-founder", "FOUNDER", true), ("co-founders", "FOUNDER", true), ("founders", "FOUNDER", true), ("vp", "VP", true),
    ("svp", "SVP", true), ("evp", "EVP", true), ("avp", "VP", true), ("vice-president", "VP", true), ("gm", "GM", true),
    ("head", "HEAD", false), ("co-head", "HEAD", false), ("co-heads", "HEAD", false), ("heads", "HEAD", false),
    ("leader", "HEAD", false), ("co-leader", "HEAD", false), ("lead", "LEAD", false), ("co-lead", "LEAD", false),
    ("chief", "CEO", true), ("boss", "CEO", true), ("secretary", "SECRETARY", true), ("secretary-general", "SECRETARY", true),
    ("editor", "EDITOR", true), ("editor-in-chief", "EDITOR", true), ("co-editor", "EDITOR", true), ("publisher", "PUBLISHER", true),
    ("dean", "DEAN", true), ("provost", "PROVOST", true), ("bursar", "BURSAR", true), ("chancellor", "CHANCELLOR", true), ("v-c", "CHANCELLOR", true), ("dg", "DIRECTOR_GENERAL", true), ("vice-chancellor", "CHANCELLOR", true), ("pro-vice-chancellor", "CHANCELLOR", true), ("pro-chancellor", "CHANCELLOR", true),
    ("rector", "RECTOR", true), ("principal", "PRINCIPAL", true), ("headmaster", "PRINCIPAL", true),
    ("headmistress", "PRINCIPAL", true), ("headteacher", "PRINCIPAL", true), ("superintendent", "SUPERINTENDENT", true),
    ("commissioner", "COMMISSIONER", true), ("governor", "GOVERNOR", true), ("treasurer", "TREASURER", true),
    ("controller", "CONTROLLER", true), ("comptroller", "CONTROLLER", true), ("counsel", "COUNSEL", false),
    ("trustee", "TRUSTEE", true), ("trustees", "TRUSTEE", false), ("successor", "SUCCESSOR", true), ("successors", "SUCCESSOR", true),
    ("replacement", "SUCCESSOR", true), ("predecessor", "PREDECESSOR", true), ("minister", "MINISTER", true),
    ("registrar", "REGISTRAR", true), ("librarian", "LIBRARIAN", false), ("chieftain", "CEO", true), ("curator", "CURATOR", true),
    ("ombudsman", "OMBUDSMAN", true), ("administrator", "ADMINISTRATOR", true), ("ambassador", "AMBASSADOR", true),
    ("supremo", "CEO", true), ("technologist", "TECHNOLOGIST", false), ("archbishop", "BISHOP", true), ("bishop", "BISHOP", true),
    ("manager", "MANAGER", false), ("officer", "OFFICER", false), ("officers", "OFFICER", false), ("executive", "EXECUTIVE", false), ("executives", "EXECUTIVE", false),
    ("spokesperson-general", "OTHER", false), ("inspector-general", "INSPECTOR_GENERAL", true), ("md", "MD", true),
    ("postmaster", "POSTMASTER", true), ("conductor", "CONDUCTOR", false), ("warden", "WARDEN", true),
    ("surgeon-general", "SURGEON_GENERAL", true), ("pastor", "PASTOR", true), ("speaker", "SPEAKER", false), ("auditor", "AUDITOR", false), ("solicitor", "SOLICITOR", false), ("mayor", "MAYOR", true), ("sheriff", "SHERIFF", true), ("premier", "PRIME_MINISTER", true),
    ("abbot", "ABBOT", true), ("headship", "PRINCIPAL", true),
];

/// Adverbs that may stand inside a verb group.
#[rustfmt::skip]
pub(super) const ADVERBS: List = List { bit: 16, words: &[
    "also", "now", "then", "already", "just", "soon", "still", "once", "first", "both", "all", "each", "today", "thus", "again",
    "later", "long", "ever", "even", "only", "yet", "however", "therefore", "quietly", "effectively", "reportedly", "longer", "instead",
    "too", "abruptly", "jointly", "further", "formally",
] };

/// Forms of "be".
#[rustfmt::skip]
pub(super) const BE: List = List { bit: 17, words: &[
    "be", "is", "are", "was", "were", "been", "being", "am", "'s", "'re", "'m",
] };

/// Forms of "have".
#[rustfmt::skip]
pub(super) const HAVE: List = List { bit: 18, words: &[
    "have", "has", "had", "having", "'ve",
] };

/// Forms of "do".
#[rustfmt::skip]
pub(super) const DO: List = List { bit: 19, words: &[
    "do", "does", "did",
] };

/// Verbs whose base form is more often a noun: alone they are read as one.
#[rustfmt::skip]
pub(super) const NOUN_LIKE: List = List { bit: 20, words: &[
    "head", "chair", "name", "place", "exit", "return", "hire", "drop", "add", "report", "call", "plan", "push", "land", "sign",
    "start", "pick", "move", "follow", "assign", "lead", "quit", "run", "board", "boot", "fire", "sack", "stay", "act", "vote", "press",
    "eye", "set", "put", "transition", "cease", "serve", "offer", "demand", "tap", "do", "force",
] };

/// Words before which no finite verb begins.
#[rustfmt::skip]
pub(super) const BEFORE_NOUNS: List = List { bit: 21, words: &[
    "the", "a", "an", "his", "her", "its", "their", "our", "my", "your", "this", "that", "'s", "’s", "new", "of", "no", "any", "each",
    "former", "next", "in", "by", "for", "from", "under", "with", "interim", "acting", "first", "current", "every", "permanent",
    "joint", "own", "top",
] };

/// Family names that stand first, of Chinese, Korean, Vietnamese and Malaysian use in Latin letters.
#[rustfmt::skip]
pub(super) const FAMILY_FIRST: List = List { bit: 22, words: &[
    "koh", "lim", "tan", "ng", "goh", "lee", "wong", "chan", "cheung", "cheong", "ong", "teo", "chua", "toh", "yeo", "yeoh", "sim", "low", "ho",
    "lau", "leung", "tsai", "chang", "chen", "wang", "zhang", "liu", "huang", "xu", "zhao", "zhou", "wu", "sun", "li", "yang", "kim", "park",
    "choi", "jung", "jeong", "kang", "cho", "yoon", "nguyen", "tran", "le", "pham", "hoang", "phan", "vu", "dang", "bui", "chow", "chiu", "kwok",
    "kwan", "lam", "law", "mak", "ngai", "poon", "tam", "tang", "tsang", "tse", "yip", "yuen", "yu", "chin", "chong", "chew", "foo", "gan", "heng",
    "hong", "khoo", "kwek", "loh", "mah", "ngien", "ngoh", "oh", "pang", "phua", "quek", "seah", "seow", "soh", "tay", "thio", "wee", "woo", "xie",
    "xiao", "yan", "yao", "ye", "yin", "yuan", "zeng", "zheng", "zhu", "zhong", "guo", "gao", "han", "he", "hu", "jiang", "jin", "liang", "lin", "lu",
    "luo", "ma", "meng", "pan", "peng", "qian", "qin", "ren", "shen", "shi", "song", "su", "wei", "bae", "baek", "gu", "hwang", "hyun", "jang",
    "nguyễn", "trần", "lê", "phạm", "hoàng", "vũ", "đặng", "bùi", "đỗ", "hồ", "ngô", "dương", "lý",
    "jeon", "jo", "kwon", "min", "moon", "nam", "noh", "oh", "ryu", "seo", "shin", "son", "yoo",
] };

/// Heads of state and owners whom texts name by the surname alone: never an organisation.
#[rustfmt::skip]
pub(super) const KNOWN_BY_SURNAME: List = List { bit: 23, words: &[
    "trump", "biden", "obama", "putin", "modi", "musk", "zuckerberg", "bezos", "netanyahu", "macron", "merkel", "scholz", "merz", "starmer",
    "sunak", "truss", "trudeau", "carney", "lula", "bolsonaro", "milei", "erdogan", "zelenskiy", "zelensky", "zelenskyy", "albanese", "meloni",
    "ishiba", "kishida", "ramaphosa", "tinubu", "buhari", "marcos", "duterte", "anwar", "widodo", "prabowo", "maduro", "xi",
] };

/// Places behind "University of …," that are parts of its name.
#[rustfmt::skip]
pub(super) const CAMPUSES: List = List { bit: 24, words: &[
    "davis", "berkeley", "los", "san", "santa", "irvine", "riverside", "merced", "madison", "milwaukee", "austin", "dallas", "arlington", "boulder",
    "denver", "amherst", "boston", "dartmouth", "lowell", "knoxville", "martin", "columbia", "baltimore", "reno",
] };

/// Kinds of leave.
#[rustfmt::skip]
pub(super) const LEAVES: List = List { bit: 25, words: &[
    "garden", "gardening", "medical", "maternity", "paternity", "parental", "family", "sick", "paid", "unpaid", "administrative",
    "temporary", "extended", "indefinite", "annual", "research", "health", "compassionate", "special", "voluntary", "on",
] };

/// Words that refer to the organisation that the text is about.
#[rustfmt::skip]
pub(super) const ANAPHORS: List = List { bit: 26, words: &[
    "company", "firm", "bank", "startup", "start-up", "group", "lender", "retailer", "carmaker", "automaker", "chipmaker", "drugmaker",
    "airline", "carrier", "insurer", "university", "college", "school", "club", "agency", "charity", "foundation", "organization",
    "organisation", "association", "council", "institute", "museum", "hospital", "fund", "nonprofit", "utility", "manufacturer",
    "maker", "brand", "chain", "business", "corporation", "broker", "brokerage", "exchange", "regulator", "publisher", "broadcaster",
    "newspaper", "paper", "magazine", "network", "studio", "operator", "giant", "conglomerate", "partnership", "practice", "union",
    "league", "federation", "institution", "society", "trust", "registrant", "reinsurer", "unicorn", "platform", "lab", "developer",
    "producer", "miner", "biotech", "fintech", "railroad", "department", "board", "supermarket", "telco", "watchdog", "orchestra",
    "theatre", "theater", "district",
] };

/// Kinds of organisation that no "the" refers back to.
#[rustfmt::skip]
pub(super) const KINDS: List = List { bit: 27, words: &[
    "hotel", "restaurant", "house", "brewer", "brewery", "distiller", "airport", "port", "think-tank", "consultancy", "agency", "label",
    "shop", "store", "fashion-house", "vineyard", "winery", "parent", "subsidiary", "supplier", "provider", "distributor", "builder",
    "newsletter", "website", "site", "app", "festival", "clinic", "brewery", "bakery", "shipbuilder", "steelmaker", "homebuilder",
] };

/// Last words of the names of an organisation's parts.
#[rustfmt::skip]
pub(super) const PARTS: List = List { bit: 28, words: &["division", "unit", "segment", "practice", "team", "branch", "subsidiary", "desk", "workstream", "function"] };

/// Words that make an organisation of everyday words, also behind "head of": "National Water Agency", "First Valley Bank".
#[rustfmt::skip]
pub(super) const INSTITUTIONS: List = List { bit: 29, words: &[
    "bank", "university", "college", "hospital", "foundation", "institute", "association", "council", "corporation", "company", "inc", "inc.", "school", "museum",
    "agency", "authority", "party", "commission", "ministry", "society", "union", "club", "league", "federation", "trust", "fund", "holdings", "ltd", "ltd.", "airlines",
    "airways", "theatre", "theater", "orchestra", "academy", "chamber", "bureau", "railway", "railways", "brewery", "breweries", "library", "zoo", "cathedral",
    "church", "conservatory", "observatory", "laboratory", "laboratories", "press", "times", "post", "journal", "tribune", "herald", "gazette", "corp", "corp.", "plc", "house",
] };

/// Words other than months, days and figures with which a date may begin.
#[rustfmt::skip]
pub(super) const DATE_OPENERS: List = List { bit: 30, words: &[
    "effective", "as", "with", "w.e.f.", "wef", "starting", "beginning", "from", "on", "by", "in", "at", "of", "during", "for", "after", "before", "around", "about", "early",
    "mid", "late", "later", "earlier", "the", "to", "within", "until", "till", "through", "since", "end", "close", "conclusion", "beginning-of", "immediate",
    "first", "second", "third", "fourth", "last", "past", "previous", "this", "current", "next", "coming", "following", "today", "tonight", "yesterday", "tomorrow",
    "year-end", "year's", "spring", "summer", "autumn", "fall", "winter", "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "a", "an",
] };

/// Modal verbs, whole and as what an apostrophe leaves of them.
#[rustfmt::skip]
pub(super) const MODALS: List = List { bit: 31, words: &[
    "will", "would", "may", "might", "can", "could", "shall", "should", "must", "'ll", "'d", "wo", "ca",
] };

/// Other words with which a verb group may begin.
#[rustfmt::skip]
pub(super) const VERB_OPENERS: List = List { bit: 32, words: &[
    "to", "not", "n't", "never",
] };
