/// Sixteen labels side by side.
typealias Lanes = SIMD16<Float>

extension SIMD16<Float> {
  /// eˣ of each lane, for x ≤ 88, to about 1e-6 (2ˣ by a polynomial on [-½, ½] and the exponent's bits).
  @inline(__always)
  static func exponential(_ x: Lanes) -> Lanes {
    let low = Lanes(repeating: -86)
    let scaled = x.replacing(with: low, where: x .< low) * 1.442_695_04
    let magic = Lanes(repeating: 12_582_912)
    let rounded = scaled + magic
    let whole = unsafeBitCast(rounded, to: SIMD16<Int32>.self)
    let f = scaled - (rounded - magic)
    var p = Lanes(repeating: 0.001_339_47)
    p = p * f + 0.009_618_44
    p = p * f + 0.055_503_27
    p = p * f + 0.240_226_5
    p = p * f + 0.693_147_18
    p = p * f + 1
    return unsafeBitCast(
      unsafeBitCast(p, to: SIMD16<Int32>.self) &+ (whole &<< 23), to: Lanes.self)
  }
}
