import HTTPTypes
import Hummingbird
import NIOCore
import StrictJSON

extension Response {
  /// A response whose body is one JSON object.
  static func json(
    _ status: HTTPResponse.Status, type: String = "application/json; charset=utf-8",
    headers: HTTPFields = [:], _ build: (inout JSONWriter.Members) -> Void
  ) -> Response {
    var json = JSONWriter(capacity: 2048)
    json.object(build)
    var headers = headers
    headers[.contentType] = type
    return Response(
      status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: json.bytes)))
  }
}
