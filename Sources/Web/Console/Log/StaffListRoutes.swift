import Benefits
import CityNode
import Hummingbird
import Office
import Store

/// `/console/staff`: who has an account.
struct StaffListRoutes {
  let node: Node

  func register(on router: RouterGroup<StaffContext>) { router.get("/console/staff", use: show) }

  @Sendable private func show(_ request: Request, _ context: StaffContext) async throws -> Response {
    try context.require(.readStaff)
    let say = context.language
    let staff = try await node.store.staff()
    let signedIn = try await node.store.lastSignIns()
    let since = SinceText(say: say, now: node.ports.now())
    return OfficePage("帳號", "Accounts", for: context, at: request, node: node).response { html in
      html.notice(
        .info,
        say(
          "帳號由節點管理者在主機上以 citycard staff add 建立，角色也在那裡變更，這樣承辦人不能替自己多開一個帳號來核定。只有商家的使用者在這裡邀請：請到「商家」。",
          "Accounts are made by the node's administrator with “citycard staff add”, and roles are changed there, so that no operator can make a second account to approve with. Merchants' users alone are invited here: see “Merchants”."
        ))
      let headings = [
        say("帳號", "Login"), say("姓名", "Name"), say("角色", "Roles"), say("狀態", "State"),
        say("最近登入", "Last sign-in"),
      ]
      html.table(say("帳號", "Accounts"), headings) { rows in
        for member in staff {
          rows.element("tr") { row in
            row.element("th", ["scope": "row"], text: member.login.text)
            row.cell(member.name)
            let roles = member.roles.sorted().map { say($0.text) }
            let merchant = member.merchant.map { "（\($0)）" } ?? ""
            row.cell(roles.joined(separator: say("、", ", ")) + merchant)
            row.element("td") { $0.badge(member.state.tone, say(member.state.text)) }
            row.cell(signedIn[member.id].map { since($0) } ?? say("一個月內沒有", "None within a month"))
          }
        }
      }
    }
  }
}

extension StaffState {
  /// How the state looks.
  fileprivate var tone: OfficePage.Notice.Tone {
    switch self {
    case .invited: .info
    case .active: .good
    case .revoked: .bad
    }
  }
}
