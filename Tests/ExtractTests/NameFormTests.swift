import Testing
import Values

@testable import Extract

/// Which names are shorter forms of which, whatever the model finds.
@Suite struct NameFormTests {
  private let catalogue = NameCatalogue()

  private func form(_ name: String, _ type: EntityType) -> LinkedForm {
    let surface = Surface(name)
    var form = LinkedForm(
      surface: surface, type: type, names: [], parent: 0,
      entry: catalogue.entry(for: surface, type),
      held: 0)
    if type == .person { form.parts = PersonForms.parts(surface.units) }
    if type == .organization { form.place = catalogue.leadingPlace(of: surface.units) }
    return form
  }

  @Test(
    arguments: [
      ("巴西队", "巴西国家队", 3), ("穆氏", "穆氏投资服务公司", 1), ("Walden", "Walden Capital Ltd.", 1),
      ("亚堂", "上海亚堂商业管理有限公司", 1), ("石溪", "石溪保险股份有限公司文山州分公司", nil),
      ("Wal", "Walden Capital Ltd.", nil), ("中国石油", "中国石油化工集团公司", nil),
      ("巴西队", "巴西青年队", nil), ("穆氏", "穆氏公司", 3),
    ] as [(String, String, Int?)])
  func organisations(_ short: String, _ full: String, _ fit: Int?) {
    #expect(
      OrganisationForms.fit(form(short, .organization), in: form(full, .organization)) == fit)
  }

  @Test(
    arguments: [
      ("老米", "米立军", 2), ("小米", "米立军", 2), ("老米", "老米", nil), ("老米", "陈立军", nil),
      ("老米", "米", nil), ("立军", "米立军", 2), ("韦德", "哈里·韦德", 3),
    ] as [(String, String, Int?)])
  func persons(_ short: String, _ full: String, _ fit: Int?) {
    #expect(PersonForms.fit(form(short, .person), in: form(full, .person)) == fit)
  }

  @Test(arguments: [
    ("克里米亚", "克里米亚半岛", true), ("朝鲜", "朝鲜半岛", false), ("青溪", "青溪山脉", true),
    ("莫斯科", "莫斯科市", true), ("莫斯科", "莫斯科机场", false),
  ])
  func places(_ short: String, _ full: String, _ isShort: Bool) {
    #expect(PlaceForms.isShort(form(short, .place), of: form(full, .place)) == isShort)
  }
}
