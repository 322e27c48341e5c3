import Benefits
import CityNode
import Hummingbird

/// `/`: where everybody begins.
struct StartRoutes {
  let node: Node

  func register(on router: Router<NodeRequestContext>) {
    router.group("").add(middleware: OfficePages(node: node)).get("/") { request, context in
      start(request, context)
    }
  }

  private func start(_ request: Request, _ context: NodeRequestContext) -> Response {
    let say = context.language
    let page = OfficePage("從這裡開始", "Start here", language: say, at: request, node: node)
    let doors = [
      (
        say("櫃檯", "At the counter"), say("刷卡、看應收多少、確認。", "Scan a card, see what to collect, confirm."),
        say("開啟櫃檯頁面", "Open the counter page"), "/pos"
      ),
      (
        say("承辦與管理", "For the city's staff"),
        say("夥伴、優惠、終端機、商家與合作城市。", "Partners, offers, terminals, merchants and partner cities."),
        say("登入管理台", "Sign in to the console"), "/console"
      ),
      (
        say("商家", "For merchants"),
        say("自己的入場、金額與收銀對帳。", "Your visits, what they are worth, and balancing the drawer."),
        say("登入查看銷售", "Sign in to see your sales"), "/merchant"
      ),
      (
        say("市民", "For citizens"), say("我的卡在哪裡可以用？", "Where does my card count?"),
        say("查詢場館與優惠", "Find venues and offers"), "/places?lang=\(say.rawValue)"
      ),
    ]
    return page.response { html in
      html.element("ul", ["class": "cards"]) { list in
        for (who, what, button, path) in doors {
          list.element("li", ["class": "card"]) { card in
            card.element("h2", text: who)
            card.element("p", text: what)
            card.element("p") { $0.button(button, to: path, isPrimary: true) }
          }
        }
      }
    }
  }
}
