import Testing

@Suite struct ExtractTests {}
