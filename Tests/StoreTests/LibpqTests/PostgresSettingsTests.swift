import Libpq
import Testing

@Suite("libpq: an address")
struct PostgresSettingsTests {
  @Test(
    "Over a network the server must prove who it is",
    arguments: [
      "postgresql://db.example/city", "postgresql://10.0.0.1/city", "postgres://db.example:5433/city",
      "postgresql://localhost,db.example/city", "postgresql://localhost/city?hostaddr=10.0.0.1",
      "postgresql://%2Frun%2Fpostgresql,db.example/city",
    ])
  func network(uri: String) throws {
    #expect(try !PostgresSettings(uri: uri).isLocal)
    #expect(try PostgresSettings(uri: uri)["sslmode"] == "verify-full")
    let joint = uri.contains("?") ? "&" : "?"
    for mode in ["verify-full", "verify-ca"] {
      #expect(try PostgresSettings(uri: uri + "\(joint)sslmode=\(mode)")["sslmode"] == mode)
    }
    for mode in ["disable", "allow", "prefer", "require"] {
      let failure = #expect(throws: PostgresFailure.self) {
        try PostgresSettings(uri: uri + "\(joint)sslmode=\(mode)")
      }
      #expect(failure?.kind == .settings)
      #expect(failure?.description.contains(mode) == true)
    }
  }

  @Test(
    "On this machine it need not",
    arguments: [
      "postgresql:///city", "postgresql://%2Frun%2Fpostgresql/city", "postgresql://localhost/city",
      "postgresql://127.0.0.1:5433/city", "postgresql://[::1]/city",
      "postgresql://db.example/city?hostaddr=127.0.0.1",
    ])
  func local(uri: String) throws {
    #expect(try PostgresSettings(uri: uri).isLocal)
    #expect(try PostgresSettings(uri: uri)["sslmode"] == nil)
  }

  @Test(
    "What is no address is refused, and not repeated",
    arguments: [
      "host=db.example password=hunter2", "mysql://u:hunter2@db.example/x", "postgresql://u:hunter2@[::1/x",
      "postgresql://u:hunter2@db.example/x?no_such_option=1", "",
    ])
  func malformed(uri: String) {
    let failure = #expect(throws: PostgresFailure.self) { try PostgresSettings(uri: uri) }
    #expect(failure?.kind == .settings)
    #expect(failure?.description.contains("hunter2") == false)
  }

  @Test("A password is nowhere in what is printed of the settings")
  func password() throws {
    let settings = try PostgresSettings(uri: "postgresql://u:hunter2@db.example:5433/city")
    #expect(settings["password"] == "hunter2")
    #expect("\(settings)" == "db.example:5433/city")
    var dumped = ""
    dump(settings, to: &dumped)
    for text in [String(describing: settings), String(reflecting: settings), dumped] {
      #expect(!text.contains("hunter2"))
    }
  }
}
