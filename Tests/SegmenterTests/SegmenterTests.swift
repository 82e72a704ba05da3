import Testing

@Suite struct SegmenterTests {}
