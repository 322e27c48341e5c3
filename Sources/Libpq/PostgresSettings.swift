import CLibpq

/// Where a database is and how to reach it: a connection URI read by libpq itself, so that everything that its
/// documentation says of URIs holds (PostgreSQL, "Connection URIs"), and made strict where libpq is lax.
public struct PostgresSettings: Hashable, Sendable {
  /// libpq's keywords and values.
  public private(set) var values: [String: String]

  /// Reads a `postgresql://` URI.
  ///
  /// Over a network the server must prove who it is: `sslmode` is `verify-full` unless the URI says
  /// `verify-ca`; libpq's own default, `prefer`, would go on in the clear. On this machine (a socket's folder, or
  /// a loopback address) libpq's default stands.
  /// - Throws: ``PostgresFailure`` `settings`.
  public init(uri: String) throws(PostgresFailure) {
    guard uri.hasPrefix("postgresql://") || uri.hasPrefix("postgres://") else {
      throw PostgresFailure(.settings, "not a postgresql:// address")
    }
    values = try Self.parse(uri)
    // A setting that is there, be it empty, keeps the environment and a service file from naming another server.
    for keyword in ["host", "hostaddr"] where values[keyword] == nil { values[keyword] = "" }
    guard !isLocal else { return }
    switch values["sslmode"] {
    case nil: values["sslmode"] = "verify-full"
    case "verify-full", "verify-ca": break
    case let mode?:
      throw PostgresFailure(
        .settings, "sslmode=\(mode) does not prove the server; over a network use verify-full or verify-ca")
    }
  }

  /// The value of one keyword.
  public subscript(keyword: String) -> String? {
    get { values[keyword] }
    set { values[keyword] = newValue }
  }

  /// Whether every server that the URI names is on this machine.
  public var isLocal: Bool {
    // libpq connects to `hostaddr` where there is one and looks up `host` otherwise; each may be a list.
    let addresses = values["hostaddr"] ?? ""
    let hosts = (addresses.isEmpty ? values["host"] ?? "" : addresses).split(separator: ",")
    return hosts.allSatisfy { host in
      host.hasPrefix("/") || host == "localhost" || host == "::1" || Self.isLoopback(host)
    }
  }

  /// An address of 127.0.0.0/8 (RFC 1122 §3.2.1.3), and no name that begins like one.
  private static func isLoopback(_ host: Substring) -> Bool {
    let parts = host.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
  }

  /// As a connection string. PostgreSQL, "Keyword/Value Connection Strings": "Single quotes and backslashes
  /// within a value must be escaped with a backslash".
  var connectionString: String {
    values.sorted { $0.key < $1.key }.map { keyword, value in
      let escaped = value.replacing("\\", with: "\\\\").replacing("'", with: "\\'")
      return "\(keyword)='\(escaped)'"
    }.joined(separator: " ")
  }

  private static func parse(_ uri: String) throws(PostgresFailure) -> [String: String] {
    // PQconninfoParse: "Returns NULL if there is a problem with the connection string"; the array is the caller's
    // to free. Its message is not asked for: it quotes the address, in which there may be a password.
    guard let options = unsafe PQconninfoParse(uri, nil) else {
      throw PostgresFailure(.settings, "libpq can't read the address")
    }
    defer { unsafe PQconninfoFree(options) }
    var values: [String: String] = [:]
    var option = unsafe options
    // "The array is terminated by an entry having a null keyword pointer."
    while let keyword = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val {
        unsafe values[String(cString: keyword)] = unsafe String(cString: value)
      }
      unsafe option += 1
    }
    return values
  }
}

/// libpq's messages end with a line break.
func trimmed(_ text: String) -> String {
  text.split(whereSeparator: \.isNewline).joined(separator: "; ")
}

extension PostgresSettings: CustomStringConvertible, CustomReflectable {
  /// Server and database, and no password.
  public var description: String {
    let named = [values["host"], values["hostaddr"]].compactMap(\.self).first { !$0.isEmpty }
    let host = named ?? "local socket"
    return "\(host):\(values["port"] ?? "5432")/\(values["dbname"] ?? "")"
  }
  /// No children: dumps show nothing.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
