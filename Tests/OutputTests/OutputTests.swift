import Testing

@Suite struct OutputTests {}
