import Benefits
import CityNode
import Federation
import Office
import Wire

/// One change: what it does, who had a hand in it, and what may be done with it.
struct RevisionPage {
  let say: PageLanguage
  let page: OfficePage
  let revision: VenueRevision
  let venueName: BilingualText
  let changes: [PartnerChange]
  let warnings: [OfferWarning]
  /// Of each offer that is new or changed.
  let effects: [(offer: Offer, text: EffectText)]
  let staff: StaffMember
  /// What a dry run found; nil if none was asked for.
  let dryRun: DryRunText?
  /// The days of the dry run's form.
  let days: DateSpan
  /// The earliest moment to come into force, as its field shows it.
  let now: String
  var faults: [String] = []

  private var isAuthor: Bool { staff.login.text == revision.author }
  private var path: String { "/console/revisions/\(revision.id)" }

  func write(_ html: inout HTMLWriter) {
    if !faults.isEmpty {
      html.element("div", ["class": "notice bad", "role": "alert"]) { box in
        for (index, fault) in faults.enumerated() {
          box.element("p", text: index == 0 ? "✕ \(fault)" : fault)
        }
      }
    }
    html.element("div", ["class": "split"]) { split in
      split.card(say("內容", "What changes")) { content(&$0) }
      split.card(say("接下來", "What next")) { next(&$0) }
    }
    if !effects.isEmpty {
      html.element("div", ["class": "cards"]) { cards in
        for (offer, text) in effects {
          cards.element("section", ["class": "card"]) { card in
            card.element("h2", text: say(offer.name))
            card.element("p") { $0.badge(.info, say(offer.benefit.label)) }
            card.element("p", text: offer.conditions.map { say($0) }.joined(separator: " "))
            text.list(&card)
          }
        }
      }
    }
    if revision.document != nil { trial(&html) }
  }

  private func content(_ html: inout HTMLWriter) {
    html.element("dl", ["class": "facts"]) { list in
      func fact(_ name: String, _ value: String?) {
        guard let value else { return }
        list.element("dt", text: name)
        list.element("dd", text: value)
      }
      list.element("dt", text: say("狀態", "State"))
      list.element("dd") { $0.badge(revision.state.tone, say(revision.state.text)) }
      list.element("dt", text: say("場館", "Venue"))
      list.element("dd") {
        $0.element("a", ["href": "/console/partners/\(revision.venue)"], text: say(venueName))
      }
      fact(say("撰寫", "Written by"), "\(revision.author) · \(PageTime.minute(revision.written))")
      fact(say("說明", "What for"), revision.note)
      fact(
        say("核定", "Reviewed by"),
        revision.reviewer.map { "\($0) · \(revision.reviewed.map(PageTime.minute) ?? "")" })
      fact(say("生效", "In force from"), (revision.published ?? revision.effective).map(PageTime.minute))
      fact(say("未採用的原因", "Why not"), revision.refusal)
      fact(say("清單號碼", "Registry no."), revision.seq.map { "\($0)" })
    }
    html.element("h3", text: say("與現行版本的差異", "Compared with what it was based on"))
    html.element("ul") { list in
      for change in changes { list.element("li", text: say(change.text)) }
      if changes.isEmpty { list.element("li", text: say("沒有差異。", "No difference.")) }
    }
  }

  // MARK: What next

  private func next(_ html: inout HTMLWriter) {
    switch revision.state {
    case .draft: handIn(&html)
    case .inReview: review(&html)
    case .scheduled: scheduled(&html)
    case .published:
      html.element("p", text: say("已生效，櫃檯與合作城市都已採用。", "In force: counters and partner cities go by it."))
    case .retired: html.element("p", text: say("已由後來的版本取代。", "A later version took its place."))
    case .rejected:
      html.element("p", text: say("沒有採用；需要時請重新編輯。", "It was not taken up; write it anew if it is needed."))
    }
  }

  private func handIn(_ html: inout HTMLWriter) {
    guard staff.may(.writeRegistry) else {
      html.element("p", text: say("還是草稿，等撰寫人送核。", "Still a draft; its author hands it in."))
      return
    }
    html.element("p", text: say("確認內容後送請另一人核定。", "Look it over, then hand it to another person."))
    page.form(to: "\(path)/submit", in: &html) { form in
      if !warnings.isEmpty {
        form.element("fieldset", ["class": "field"]) { group in
          group.element("legend", text: say("請先確認這些地方是有意的", "Make sure that these are meant"))
          for warning in warnings {
            group.tick("acknowledge", warning.offer.text, say(warning.text), isTicked: false)
          }
        }
      }
      form.element("p", ["class": "row"]) { row in
        row.submit(say("送核", "Hand in for review"))
      }
    }
    html.element("p", ["class": "row"]) { row in
      for (offer, _) in effects {
        row.button(
          say("繼續編輯「\(offer.name.zh)」", "Go on editing “\(offer.name.en)”"),
          to: "/console/partners/\(revision.venue)/offers/\(offer.id)?draft=\(revision.id)")
      }
      if revision.document != nil {
        row.button(
          say("再加一項優惠", "Add another offer"),
          to: "/console/partners/\(revision.venue)/offers/new?draft=\(revision.id)")
      }
    }
    reject(&html, say("放棄這份草稿", "Give this draft up"))
  }

  private func review(_ html: inout HTMLWriter) {
    if isAuthor {
      html.element(
        "p",
        text: say(
          "你是撰寫人，須由另一人核定。請同事登入後到「待核定」。", "You wrote it, so another person has to review it: under “Review”."))
    } else if staff.may(.reviewRegistry) {
      page.form(to: "\(path)/approve", in: &html) { form in
        form.input(
          "effective", say("何時生效", "In force from"), type: "datetime-local", value: now,
          help: say("不改就是核定後立即生效；最遠一年。", "As it stands: at once when approved. At most a year ahead."))
        form.element("p") { $0.submit(say("核定", "Approve")) }
      }
    } else {
      html.element("p", text: say("等有權限的人核定。", "Waits for somebody who may review."))
    }
    reject(&html, say("退回", "Send back"))
  }

  private func scheduled(_ html: inout HTMLWriter) {
    html.element("p", text: say("已核定，到時自動生效。", "Approved; it comes into force by itself."))
    if !isAuthor, staff.may(.reviewRegistry) {
      page.form(to: "\(path)/forward", in: &html) { form in
        form.element("p") { $0.submit(say("提前到現在生效", "Bring it into force now"), style: "") }
      }
    }
    reject(&html, say("撤回", "Take back"))
  }

  private func reject(_ html: inout HTMLWriter, _ label: String) {
    guard isAuthor || staff.may(.reviewRegistry) else { return }
    html.element("details") { box in
      box.element("summary", text: label)
      page.form(to: "\(path)/reject", in: &box) { form in
        form.input("reason", say("原因", "Why"), isRequired: true, limit: RegistryLimits.note)
        form.element("p") { $0.submit(label, style: "danger") }
      }
    }
  }

  // MARK: Dry run

  private func trial(_ html: inout HTMLWriter) {
    html.card(say("用過去的入場試算", "Try it on past visits")) { card in
      if let dryRun { dryRun.write(&card) }
      card.element("form", ["method": "get", "action": path, "class": "stack"]) { form in
        form.element("div", ["class": "fields"]) { fields in
          fields.input("from", say("第一天", "First day"), type: "date", value: "\(days.first)")
          fields.input("until", say("最後一天", "Last day"), type: "date", value: "\(days.last)")
        }
        form.element("p") { $0.submit(say("試算", "Try"), style: "") }
      }
      card.element("p", ["class": "soft"], text: DryRunText.assumptions(say))
    }
  }
}

/// What a dry run found, in words.
struct DryRunText {
  let say: PageLanguage
  let run: DryRun
  let days: DateSpan

  func write(_ html: inout HTMLWriter) {
    let change = (run.change > .zero ? "+" : "") + "\(run.change.ntd)"
    html.notice(
      .info,
      say(
        "\(days.first)～\(days.last) 的 \(run.visits) 次入場中會有 \(run.altered) 次金額不同，應收合計變動 NT$ \(change)；\(run.unjudged) 次無法判斷。",
        "Of \(run.visits) visits from \(days.first) to \(days.last), \(run.altered) would have paid another amount, NT$\(change) in all; \(run.unjudged) can't be judged."
      ))
  }

  static func assumptions(_ say: PageLanguage) -> String {
    say(
      "持卡人資料沒有留存：假定其具備當時所用優惠要求的身分，依法減價視為出示證明，不計使用次數上限。",
      "Facts about holders are not kept: each is taken to have what the offers applied asked for, a price by law is put down to a document shown, and limits are not counted."
    )
  }
}
