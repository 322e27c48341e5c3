public import Benefits
import Wire

extension CityCalendar {
  /// The city's calendar with the public holidays of `holidays.json` in the partners' folder. Without the file weekends
  /// alone are days off.
  public static func load(_ folder: String) throws -> CityCalendar {
    let bytes: [UInt8]?
    do {
      bytes = try PartnerFiles.holidays(in: folder)
    } catch {
      throw ConfigurationError(
        "\(folder)/\(HolidayFile.name)",
        BilingualText(zh: "假日檔無法讀取。", en: "The file of holidays can't be read."))
    }
    guard let bytes else { return CityCalendar() }
    let reading = HolidayFile.read(bytes)
    guard let holidays = reading.holidays else {
      let fault = reading.faults.first
      throw ConfigurationError(
        "\(folder)/\(HolidayFile.name):\(fault?.line ?? 1)",
        fault?.message ?? BilingualText(zh: "假日檔有誤。", en: "The file of holidays is wrong."))
    }
    return CityCalendar(holidays: holidays)
  }
}
