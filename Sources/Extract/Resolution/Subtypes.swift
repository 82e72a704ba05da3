import Values

/// What kind of body or place a name names, told by how it ends.
enum Subtypes {
  static func subtype(of name: String, _ type: EntityType) -> String? {
    let endings =
      switch type {
      case .person: [(String, String)]()
      case .organization: organisations
      case .place: places
      }
    return endings.first { name.hasSuffix($0.0) }?.1
  }

  private static let organisations = [
    ("通讯社", "media"), ("电视台", "media"), ("广播公司", "media"), ("日报", "media"), ("晚报", "media"),
    ("时报", "media"), ("新闻网", "media"), ("周刊", "media"), ("邮报", "media"), ("报", "media"),
    ("新闻社", "media"), ("电台", "media"), ("大学", "university"), ("学院", "university"),
    ("中学", "school"), ("小学", "school"), ("医院", "hospital"), ("研究院", "institute"),
    ("研究所", "institute"), ("研究中心", "institute"), ("智库", "institute"), ("党", "party"),
    ("联盟", "international"), ("组织", "international"), ("公司", "company"), ("集团", "company"),
    ("银行", "company"), ("航空", "company"), ("证券", "company"), ("基金", "company"),
    ("法院", "court"), ("检察院", "government"), ("委员会", "government"), ("政府", "government"),
    ("部", "government"), ("局", "government"), ("厅", "government"), ("署", "government"),
    ("委", "government"), ("办公室", "government"), ("大使馆", "government"), ("领事馆", "government"),
    ("国会", "government"), ("议会", "government"), ("军", "military"), ("部队", "military"),
    ("队", "team"), ("俱乐部", "team"), ("协会", "association"), ("学会", "association"),
    ("联合会", "association"), ("基金会", "association"),
  ]

  private static let places = [
    ("国", "country"), ("省", "province"), ("自治区", "province"), ("州", "region"), ("市", "city"),
    ("县", "county"), ("区", "district"), ("镇", "town"), ("乡", "town"), ("村", "village"),
    ("岛", "island"), ("群岛", "island"), ("半岛", "region"), ("山", "mountain"), ("河", "water"),
    ("江", "water"), ("湖", "water"), ("海", "water"), ("洋", "water"), ("湾", "water"),
    ("海峡", "water"), ("机场", "facility"), ("港", "facility"), ("站", "facility"),
    ("大桥", "facility"), ("大坝", "facility"), ("广场", "facility"), ("街", "street"),
    ("路", "street"), ("道", "street"), ("洲", "continent"),
  ]
}
