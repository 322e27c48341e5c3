import Benefits
import Office

/// An entry of the navigation.
struct OfficeSection: Sendable {
  /// Its name.
  let name: BilingualText
  /// What one does there, for the start page.
  let purpose: BilingualText
  /// Where it is.
  let path: String
  /// Who sees it.
  let permission: Permission

  init(
    _ zh: String, _ en: String, _ path: String, _ permission: Permission, zh purpose: String,
    en english: String
  ) {
    name = BilingualText(zh: zh, en: en)
    self.purpose = BilingualText(zh: purpose, en: english)
    self.path = path
    self.permission = permission
  }

  /// Partners and offers.
  static let partners = OfficeSection(
    "夥伴與優惠", "Partners and offers", "/console/partners", .readRegistry,
    zh: "查看場館、票價與優惠；新增或修改優惠。", en: "See venues, prices and offers; write or change an offer.")
  /// Changes on their way.
  static let revisions = OfficeSection(
    "待核定", "Review", "/console/revisions", .readRegistry,
    zh: "草稿、待核定與已排程的變更。", en: "Drafts, changes in review, and what is scheduled.")

  /// All of them, in the order of the bar.
  static let all = [
    partners, revisions,
    OfficeSection(
      "優惠行事曆", "Calendar", "/console/calendar", .readRegistry,
      zh: "哪一天適用哪些優惠。", en: "What applies on which day."),
    OfficeSection(
      "終端機", "Terminals", "/console/terminals", .readTerminals,
      zh: "新增、配對或停用櫃檯的裝置。", en: "Add, pair or revoke the counters' devices."),
    OfficeSection(
      "商家", "Merchants", "/console/merchants", .readMerchants,
      zh: "商家、聯絡人與收款帳戶。", en: "Merchants, contacts and payees."),
    OfficeSection(
      "合作城市", "Partner cities", "/console/peers", .readPeers,
      zh: "對方城市是否正常，有問題時怎麼辦。", en: "Whether the other city is well, and what to do if not."),
    OfficeSection(
      "使用概況", "Use at a glance", "/console/use", .readUse,
      zh: "誰在哪裡、何時使用了什麼優惠（統計）。", en: "Which benefits were used where and when, as statistics."),
    OfficeSection(
      "帳號", "Accounts", "/console/staff", .readStaff, zh: "誰有帳號、具備什麼角色。",
      en: "Who has an account, and which roles."),
    OfficeSection(
      "稽核紀錄", "Audit log", "/console/audit", .readAudit,
      zh: "誰在何時改了什麼。", en: "Who changed what, and when."),
    OfficeSection(
      "我的銷售", "My sales", "/merchant", .readOwnSales,
      zh: "今天與各期間的入場、金額與收銀對帳。", en: "Visits and amounts today and by period; balancing the drawer."),
  ]
}
