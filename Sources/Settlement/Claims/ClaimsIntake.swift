extension ClaimsMessage {
  /// The message's lines that the home city does not have.
  /// - Parameters:
  ///   - head: Its head of this pair's claims.
  ///   - hashes: The hashes of the lines that it has from the one before the message's first on, by their place; those
  ///     after the message's last are not needed, nor that of place 0.
  /// - Throws: ``ClaimsRefusal/gap`` or ``ClaimsRefusal/changed``.
  public func newLines(
    head: ClaimHead, hashes: [Int64: [UInt8]], digest: Digest
  ) throws(ClaimsRefusal) -> ArraySlice<[UInt8]> {
    guard previousSeq <= head.seq else { throw .gap }
    var hash = previousSeq == 0 ? ChainHash.start : previousSeq == head.seq ? head.hash : hashes[previousSeq]
    guard hash == previousHash else { throw .changed }
    let known = Int(min(head.seq - previousSeq, Int64(lines.count)))
    for (index, bytes) in lines.prefix(known).enumerated() {
      let seq = previousSeq + Int64(index) + 1
      hash = ChainHash.line(bytes, after: hash ?? [], digest: digest)
      guard hash == (seq == head.seq ? head.hash : hashes[seq]) else { throw .changed }
    }
    return lines.dropFirst(known)
  }
}
