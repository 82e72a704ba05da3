import Values

/// The language of what surrounds the articles.
public enum Interface: String, Sendable, CaseIterable {
  case en, zh

  /// The text in this language; both stand where it is used, so that none can be missing.
  public func callAsFunction(_ english: String, _ chinese: String) -> String {
    switch self {
    case .en: english
    case .zh: chinese
    }
  }

  /// For the attribute `lang`.
  public var tag: String { self("en", "zh-Hans") }

  // MARK: - Terms

  public func name(of type: EntityType) -> String {
    switch type {
    case .person: self("People", "人物")
    case .organization: self("Organisations", "机构")
    case .place: self("Places", "地点")
    }
  }

  /// A term of the output contract in words: the type of a statement, the class of a cue, …
  public func term(_ term: String) -> String {
    guard self == .zh else { return term }
    return Self.chinese[term] ?? term
  }

  private static let chinese = [
    "direct": "直接引语", "indirect": "间接引语", "mixed": "混合引语",
    "say": "说", "state": "表示", "think": "认为", "announce": "宣布", "ask": "询问", "deny": "否认",
    "warn": "警告", "write": "撰文", "report": "报道", "evidential": "据称",
    "confirm": "证实", "criticise": "批评", "praise": "称赞", "promise": "承诺", "wish": "希望",
    "explicit": "明示", "title": "职务", "pronoun": "代词", "inherited": "承前", "headline": "标题",
    "context": "语境", "none": "未知", "decided": "人工更正",
    "named": "具名", "anonymous": "匿名", "collective": "群体", "document": "文件", "unknown": "不详",
    "speech": "口头", "writing": "书面", "social": "社交媒体", "interview": "采访", "thought": "想法",
    "term": "术语", "scare": "反语", "name": "名称", "slogan": "口号", "nickname": "绰号", "event": "事件",
    "quantity": "数量", "money": "金额", "percent": "百分比", "fraction": "分数", "multiple": "倍数",
    "ratio": "比", "age": "年龄", "duration": "时长", "ordinal": "序数", "temperature": "温度",
    "measure": "计量", "points": "点", "number": "数", "up": "上升", "down": "下降",
    "date": "日期", "time": "时刻", "datetime": "日期时刻", "period": "时段", "set": "周期",
    "person": "人物", "organization": "机构", "place": "地点",
    "country": "国家", "city": "城市", "province": "省", "region": "地区", "media": "媒体",
    "government": "政府", "company": "企业", "party": "政党", "university": "高校",
    "association": "社团", "continent": "大洲", "county": "县", "court": "法院", "district": "区",
    "facility": "设施", "hospital": "医院", "institute": "研究机构", "international": "国际组织",
    "island": "岛屿", "landmark": "地标", "military": "军队", "mountain": "山", "platform": "平台",
    "school": "学校", "street": "街道", "team": "队伍", "town": "镇", "village": "村", "water": "水域",
    "merge": "合并", "alias": "别名", "split": "区分", "speaker": "说话人",
  ]
}
