import Benefits
import Testing

@Suite("Benefit classes")
struct BenefitClassTests {
  @Test("every named class is read back from its wire form", arguments: NamedClass.allCases)
  func named(_ name: NamedClass) {
    #expect(BenefitClass(name.rawValue) == .named(name))
    #expect(BenefitClass.named(name).description == name.rawValue)
  }

  @Test("every age predicate is read back from its wire form", arguments: BenefitClass.ages)
  func ages(_ age: Int) {
    #expect(BenefitClass("age_ge_\(age)") == .ageAtLeast(age))
    #expect(BenefitClass("age_lt_\(age)") == .ageBelow(age))
    #expect(BenefitClass.ageAtLeast(age).description == "age_ge_\(age)")
    #expect(BenefitClass.ageBelow(age).description == "age_lt_\(age)")
  }

  @Test(
    "anything else is refused",
    arguments: [
      "", "Resident", "resident ", "lowIncome", "age_ge_", "age_ge_0", "age_ge_151", "age_ge_065",
      "age_ge_+65",
      "age_ge_-1", "age_ge_6５", "age_gt_65", "age_lt_99999999999999999999", "age_ge_65 ", "AGE_GE_65",
    ])
  func refused(text: String) {
    #expect(BenefitClass(text) == nil)
  }

  @Test("classes are ordered by their wire form")
  func ordered() {
    let classes: [BenefitClass] = [.named(.student), .ageBelow(7), .named(.resident), .ageAtLeast(65)]
    #expect(classes.sorted().map(\.description) == ["age_ge_65", "age_lt_7", "resident", "student"])
  }
}
