import Values

/// What kind of body or place a name names, told by how it ends.
enum Subtypes {
  static func subtype(of name: [UInt16], _ type: EntityType) -> String? {
    guard let last = name.last else { return nil }
    let endings: [UInt16: [(ending: [UInt16], subtype: String)]]
    switch type {
    case .person: return nil
    case .organization: endings = organisations
    case .place: endings = places
    }
    return endings[last]?.first {
      $0.ending.count < name.count && name.suffix($0.ending.count).elementsEqual($0.ending)
    }?.subtype
  }

  /// By last unit; the longer endings first.
  private static func table(_ lines: String) -> [UInt16: [(ending: [UInt16], subtype: String)]] {
    var table: [UInt16: [(ending: [UInt16], subtype: String)]] = [:]
    for line in lines.split(separator: "\n") {
      let words = line.split(separator: " ")
      for word in words.dropFirst() {
        let ending = Array(word.utf16)
        guard let last = ending.last else { continue }
        table[last, default: []].append((ending, String(words[0])))
      }
    }
    return table.mapValues { $0.sorted { $0.ending.count > $1.ending.count } }
  }

  private static let organisations = table(
    """
    media 通讯社 电视台 广播公司 日报 晚报 时报 新闻网 周刊 邮报 报 新闻社 电台
    university 大学 学院
    school 中学 小学 学校
    hospital 医院
    institute 研究院 研究所 研究中心 智库
    party 党
    international 联盟 组织
    company 公司 集团 银行 航空 证券 基金
    court 法院
    government 检察院 委员会 政府 部 局 厅 署 委 办公室 大使馆 领事馆 国会 议会
    military 军 部队
    team 队 俱乐部
    association 协会 学会 联合会 基金会
    """)

  private static let places = table(
    """
    country 国
    province 省 自治区
    region 州 半岛
    city 市
    county 县
    district 区
    town 镇 乡
    village 村
    island 岛 群岛
    mountain 山
    water 河 江 湖 海 洋 湾 海峡
    facility 机场 港 站 大桥 大坝 广场
    street 街 路 道
    continent 洲
    """)
}
