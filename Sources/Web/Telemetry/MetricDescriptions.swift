/// What each metric of a node means, for the exposition's HELP lines; and the buckets of those that do not
/// measure seconds.
public enum MetricDescriptions {
  /// By metric name.
  public static let all: [String: PrometheusRegistry.Description] = [
    "citycard_http_request_seconds": .init("Time to answer a request, by route and status."),
    "citycard_checks_total": .init("Checks decided, by verdict and reason."),
    "citycard_redemptions_total": .init("Redemptions and voids, by result."),
    "citycard_commit_batch_commands": .init(
      "Commands in one transaction of the commit queue.",
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]),
    "citycard_peer_batch_checks": .init(
      "Checks in one request to a partner.", buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256]),
    "citycard_peer_exchange_seconds": .init("Time from a request to a partner to its checked answer."),
    "citycard_peer_refusals_total": .init("Requests that a partner refused."),
    "citycard_registry_fetches_total": .init(
      "Tries to fetch a partner's registry, by result: new, same, or why it was refused."),
    "citycard_registry_seq": .init("The number of each city's registry in force; 0 for the folder's copy."),
    "citycard_verification_answers_total": .init("Answers given to partners."),
    "citycard_verification_refusals_total": .init("Requests of partners that were refused, by code."),
  ]
}
