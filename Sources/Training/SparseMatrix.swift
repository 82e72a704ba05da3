/// A sparse matrix, written row by row.
struct SparseMatrix {
  let columns: Int
  private var starts: [Int] = [0]
  private var places: [Int32] = []
  private var values: [Float] = []
  /// Rows that are finished.
  var rows: Int { starts.count - 1 }

  init(columns: Int) { self.columns = columns }

  mutating func append(_ column: Int, _ value: Float) {
    places.append(Int32(column))
    values.append(value)
  }

  mutating func endRow() { starts.append(places.count) }

  /// Coordinates of the rows in the space of the greatest singular values, each row of length 1.
  ///
  /// Subspace iteration from a random start (Halko, Martinsson & Tropp 2011); a direction counts by the root
  /// of its singular value (Levy, Goldberg & Dagan 2015).
  func embedding(_ dimensions: Int, seed: UInt64, iterations: Int = 4) -> [Float] {
    var chance = Chance(seed: seed)
    var basis = (0..<columns * dimensions).map { _ in Float.random(in: -1...1, using: &chance) }
    var result = [Float](repeating: 0, count: rows * dimensions)
    for _ in 0..<iterations {
      multiply(basis, into: &result, dimensions)
      multiplyTransposed(result, into: &basis, dimensions)
      Self.orthonormalise(&basis, dimensions)
    }
    multiply(basis, into: &result, dimensions)
    Self.scale(&result, dimensions)
    return result
  }

  private func multiply(_ from: [Float], into to: inout [Float], _ d: Int) {
    to.withUnsafeMutableBufferPointer { to in
      from.withUnsafeBufferPointer { from in
        to.update(repeating: 0)
        for row in 0..<rows {
          for at in starts[row]..<starts[row + 1] {
            let value = values[at], column = Int(places[at]) * d
            for k in 0..<d { to[row * d + k] += value * from[column + k] }
          }
        }
      }
    }
  }

  private func multiplyTransposed(_ from: [Float], into to: inout [Float], _ d: Int) {
    to.withUnsafeMutableBufferPointer { to in
      from.withUnsafeBufferPointer { from in
        to.update(repeating: 0)
        for row in 0..<rows {
          for at in starts[row]..<starts[row + 1] {
            let value = values[at], column = Int(places[at]) * d
            for k in 0..<d { to[column + k] += value * from[row * d + k] }
          }
        }
      }
    }
  }

  /// Gram–Schmidt over columns of a matrix of `d` columns.
  private static func orthonormalise(_ matrix: inout [Float], _ d: Int) {
    matrix.withUnsafeMutableBufferPointer { m in
      for k in 0..<d {
        for j in 0..<k {
          var dot = 0.0
          for i in stride(from: 0, to: m.count, by: d) { dot += Double(m[i + j] * m[i + k]) }
          for i in stride(from: 0, to: m.count, by: d) { m[i + k] -= Float(dot) * m[i + j] }
        }
        var square = 0.0
        for i in stride(from: k, to: m.count, by: d) { square += Double(m[i] * m[i]) }
        let factor = square > 0 ? Float(1 / square.squareRoot()) : 0
        for i in stride(from: k, to: m.count, by: d) { m[i] *= factor }
      }
    }
  }

  private static func scale(_ matrix: inout [Float], _ d: Int) {
    var squares = [Float](repeating: 0, count: d)
    for at in matrix.indices { squares[at % d] += matrix[at] * matrix[at] }
    let factors = squares.map { $0 > 0 ? 1 / $0.squareRoot().squareRoot() : 0 }
    for row in stride(from: 0, to: matrix.count, by: d) {
      var square: Float = 0
      for k in 0..<d {
        matrix[row + k] *= factors[k]
        square += matrix[row + k] * matrix[row + k]
      }
      let factor = square > 0 ? 1 / square.squareRoot() : 0
      for k in 0..<d { matrix[row + k] *= factor }
    }
  }
}
