import Testing

@testable import Store

/// Which places are one over a whole database.
@Suite struct PlaceIdentityTests {
  private func scope(_ name: String, _ company: String...) -> NameProfile.Scope {
    NameProfile(
      key: "place:\(name)", type: "place", company: Set(company.map { "place:\($0)" })
    ).scope
  }

  @Test func aDistrictIsTheOneOfTheCityThatIsNamed() {
    #expect(scope("朝阳区", "朝阳区", "北京市") == .city("北京市"))
    #expect(scope("朝阳区", "朝阳区", "长春市", "吉林省") == .city("长春"))
    #expect(scope("鼓楼区", "鼓楼区", "福州") == .city("福州"))
  }

  @Test func aDistrictWithoutItsCityIsKnownInOneDocument() {
    #expect(scope("朝阳区") == .document)
    #expect(scope("朝阳区", "上海市") == .document)
    #expect(scope("朝阳区", "北京市", "长春") == .document)
    #expect(scope("高新区", "成都") == .document)
  }

  @Test func aDistrictOfOneCityIsOne() {
    #expect(scope("海淀区") == .everywhere)
    #expect(scope("南京") == .everywhere)
  }

  @Test func aCityIsOneWithAndWithoutItsTitle() {
    #expect(CityNames.keys["place:南京市"] == "place:南京")
    #expect(CityNames.keys["place:昆山市"] == "place:昆山")
    // The prefecture, the county or the province is not the city in it.
    for name in ["吉林", "和田", "屏东", "朝阳"] { #expect(CityNames.keys["place:\(name)市"] == nil) }
  }
}
