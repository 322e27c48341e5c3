import ArgumentParser

/// `citycard`: a city's node and everything around it.
@main
struct CityCardCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "citycard",
    abstract: "市民卡城市節點：讓兩個城市互相承認市民卡 / A city's node: citizen cards that work in each other's cities.",
    subcommands: [
      ServeCommand.self, CheckCommand.self, CardsCommand.self, PartnersCommand.self, TerminalsCommand.self,
      MerchantsCommand.self, StaffCommand.self, AuditCommand.self, EvidenceCommand.self, InspectCommand.self,
      KeysCommand.self, AgreementCommand.self, DemoCommand.self,
      BenchCommand.self,
    ])
}

/// `citycard partners`: the partner registry.
struct PartnersCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "partners", abstract: "合作夥伴與優惠 / Partners and their offers.",
    subcommands: [
      PartnersCheck.self, PartnersDiff.self, PartnersExport.self, PartnersApply.self, PartnersImport.self,
      PartnersSubmit.self, PartnersReview.self, PartnersPublish.self, PartnersRetire.self, PartnersLog.self,
      PartnersShow.self, PartnersDryRun.self, PartnersStatus.self,
    ])
}

/// `citycard inspect`: tools for integrators.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "檢查權杖與 JSON，供介接者使用 / Inspect tokens and JSON; for integrators.",
    subcommands: [InspectJWS.self, InspectJSON.self])
}
