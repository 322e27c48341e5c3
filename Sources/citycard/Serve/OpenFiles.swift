import Foundation

/// How many files and connections the process may have open.
enum OpenFiles {
  /// Raises the soft limit, often 1,024, to the hard one: two listeners take thousands of connections.
  static func raiseLimit() {
    var limit = rlimit()
    // getrlimit(2): "An unprivileged process may set only its soft limit to a value in the range from 0 up to the
    // hard limit". Both calls only read or fill the structure, which outlives them.
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    limit.rlim_cur = limit.rlim_max
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
