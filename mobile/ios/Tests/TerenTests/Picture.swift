import Foundation

/// A PNG as a phone might give it: a small wall, of another grey for each number.
func aPicture(_ number: UInt8 = 0) -> Data {
    let (width, height) = (16, 12)
    // Each row is filtered by nothing.
    let row = Data([0]) + Data(repeating: 0x60 &+ 12 &* number, count: width)
    let rows = (0..<height).reduce(into: Data()) { rows, _ in rows += row }
    // One block, stored as it is.
    let length = UInt16(rows.count)
    let stored = Data([0x78, 0x01, 0x01]) + little(length) + little(~length) + rows
        + big(adler(rows))
    let head = big(UInt32(width)) + big(UInt32(height)) + Data([8, 0, 0, 0, 0])
    return Data([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
        + chunk("IHDR", head) + chunk("IDAT", stored) + chunk("IEND", Data())
}

private func chunk(_ kind: String, _ data: Data) -> Data {
    let summed = Data(kind.utf8) + data
    return big(UInt32(data.count)) + summed + big(crc(summed))
}

private func big(_ n: UInt32) -> Data { withUnsafeBytes(of: n.bigEndian) { Data($0) } }

private func little(_ n: UInt16) -> Data { withUnsafeBytes(of: n.littleEndian) { Data($0) } }

private func crc(_ data: Data) -> UInt32 {
    ~data.reduce(0xFFFF_FFFF as UInt32) { sum, byte in
        (0..<8).reduce(sum ^ UInt32(byte)) { sum, _ in
            sum & 1 == 1 ? sum >> 1 ^ 0xEDB8_8320 : sum >> 1
        }
    }
}

private func adler(_ data: Data) -> UInt32 {
    let (low, high) = data.reduce((1 as UInt32, 0 as UInt32)) { sums, byte in
        let low = (sums.0 + UInt32(byte)) % 65_521
        return (low, (sums.1 + low) % 65_521)
    }
    return high << 16 | low
}
