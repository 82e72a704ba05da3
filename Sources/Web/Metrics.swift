import Synchronization

/// Counts of requests and their times, as Prometheus reads them.
final class Metrics: Sendable {
  private struct Series: Hashable {
    var route: String
    var method: String
    var status: Int
  }

  private struct State {
    var requests: [Series: Int] = [:]
    /// By route: how many took no longer than each bound, and their sum in seconds.
    var times: [String: (buckets: [Int], sum: Double)] = [:]
  }

  /// Seconds.
  private static let bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

  private let state = Mutex(State())

  /// - Parameter route: the pattern of the path, never the path itself, of which there are too many.
  func note(route: String, method: String, status: Int, seconds: Double) {
    state.withLock { state in
      state.requests[Series(route: route, method: method, status: status), default: 0] += 1
      var times =
        state.times[route] ?? ([Int](repeating: 0, count: Self.bounds.count + 1), 0)
      let index = Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count
      times.buckets[index] += 1
      times.sum += seconds
      state.times[route] = times
    }
  }

  /// - Parameter gauges: more values by their names.
  func text(gauges: [(name: String, help: String, value: Int)]) -> String {
    let (requests, times) = state.withLock { ($0.requests, $0.times) }
    var lines = [
      "# HELP pipeline_http_requests_total Requests by route, method and status.",
      "# TYPE pipeline_http_requests_total counter",
    ]
    let ordered = requests.sorted {
      ($0.key.route, $0.key.method, $0.key.status) < ($1.key.route, $1.key.method, $1.key.status)
    }
    for (series, count) in ordered {
      lines.append(
        "pipeline_http_requests_total{route=\"\(series.route)\",method=\"\(series.method)\","
          + "status=\"\(series.status)\"} \(count)")
    }
    let name = "pipeline_http_request_seconds"
    lines.append("# HELP \(name) Time from a request's head to its answer.")
    lines.append("# TYPE \(name) histogram")
    for (route, time) in times.sorted(by: { $0.key < $1.key }) {
      var total = 0
      for (bound, count) in zip(Self.bounds.map { "\($0)" } + ["+Inf"], time.buckets) {
        total += count
        lines.append("\(name)_bucket{route=\"\(route)\",le=\"\(bound)\"} \(total)")
      }
      lines.append("\(name)_sum{route=\"\(route)\"} \(time.sum)")
      lines.append("\(name)_count{route=\"\(route)\"} \(total)")
    }
    for gauge in gauges {
      lines.append("# HELP \(gauge.name) \(gauge.help)")
      lines.append("# TYPE \(gauge.name) gauge")
      lines.append("\(gauge.name) \(gauge.value)")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
