import Benefits
import Office
import Testing

@Suite("A merchant as it is typed")
struct MerchantDraftTests {
  private let known: Set = [VenueID(unchecked: "chulu-ranch"), VenueID(unchecked: "moca")]

  private var good: MerchantDraft {
    var draft = MerchantDraft()
    (draft.id, draft.nameZh, draft.nameEn) = ("ranch", "初鹿牧場", "Chulu Ranch")
    draft.venues = ["chulu-ranch"]
    draft.contact = Contact(name: "林小姐", phone: "089-571815", email: "a@b.tw")
    return draft
  }

  private func faults(_ change: (inout MerchantDraft) -> Void) -> Set<MerchantDraft.Field> {
    var draft = good
    change(&draft)
    if case .failure(let faults) = draft.merchant(venues: known) { return faults.fields }
    return []
  }

  @Test("What holds becomes a merchant, and shows in its form as it was")
  func holds() throws {
    let merchant = try good.merchant(venues: known).get()
    #expect(merchant.name == BilingualText(zh: "初鹿牧場", en: "Chulu Ranch"))
    #expect(MerchantDraft(merchant) == good)
  }

  @Test("Each field is named when it is at fault, and all of them at once")
  func faults() {
    #expect(faults { $0.id = "Ranch" } == [.id])
    #expect(faults { $0.nameZh = " " } == [.nameZh])
    #expect(faults { $0.nameEn = "a\u{0}b" } == [.nameEn])
    #expect(faults { $0.nameEn = "a\u{202E}b" } == [.nameEn])
    #expect(faults { $0.nameZh = String(repeating: "長", count: 101) } == [.nameZh])
    #expect(faults { $0.venues = ["atlantis"] } == [.venues])
    #expect(faults { $0.venues = ["No Venue"] } == [.venues])
    #expect(faults { $0.contact.phone = "1\n2" } == [.contactPhone])
    #expect(faults { $0.contact.email = "nobody" } == [.contactEmail])
    #expect(
      faults {
        $0.id = ""
        $0.nameZh = ""
        $0.contact.name = ""
      } == [.id, .nameZh, .contactName])
  }

  @Test("Contact and venues may be missing")
  func little() {
    #expect(
      faults {
        $0.contact = Contact()
        $0.venues = []
      }.isEmpty)
  }
}
