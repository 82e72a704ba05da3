# Two commands do everything on a fresh Debian or Ubuntu with a Swift toolchain:
#   make extract   builds, reads samples/ and shows what was found
#   make test      lints, builds, checks offsets and runs all tests

SHELL = /bin/bash
.SHELLFLAGS = -o pipefail -c

SWIFT ?= swift
SOURCES = Package.swift Sources Tests
PIPELINE = .build/release/pipeline
# What benchmark reads: any folder of .txt files.
TEXTS ?= samples

.PHONY: all extract build test browser exports lint imports format offsets goldens benchmark completions manual dist dist-tests wheel python-tests spark-tests clean dependencies toolchain

all: build

extract: build
	$(PIPELINE) extract --format text samples

# With Swift's libraries inside: a twentieth faster (docs/performance.md), and it runs where there is no Swift.
build: toolchain dependencies
	$(SWIFT) build -c release --static-swift-stdlib --product pipeline

# The command line is tested as it ships: the release build.
test: lint build
	@$(MAKE) --no-print-directory offsets
	$(SWIFT) build --build-tests
	PIPELINE_BINARY=$(CURDIR)/$(PIPELINE) $(SWIFT) test --skip-build --disable-xctest

# The pages in a headless Chromium; skipped where none can be installed.
browser: build
	scripts/browser-tests $(PIPELINE)

# Every output, loaded by the tool that it is made for; what cannot be installed is skipped.
exports: build
	scripts/export-tests $(PIPELINE)

# Skipped where the tool chain has no swift-format.
lint:
	@if $(SWIFT) format --version >/dev/null 2>&1; then \
	  echo '$(SWIFT) format lint --strict'; \
	  $(SWIFT) format lint --strict --recursive $(SOURCES); \
	else echo 'lint skipped: no swift format in this tool chain'; fi

# Each target may import only what it declares.
imports: toolchain dependencies
	$(SWIFT) build --build-tests --explicit-target-dependency-import-check error

format:
	$(SWIFT) format --in-place --recursive $(SOURCES)

# Slices every sample's text by every offset, in each unit, outside of Swift.
offsets:
	@if command -v python3 >/dev/null; then \
	  for unit in scalar utf8 utf16; do \
	    $(PIPELINE) extract --text --offsets $$unit samples | python3 scripts/check_offsets.py \
	    || exit 1; \
	  done; \
	else echo 'offsets not checked outside of Swift: no python3'; fi

# Records the whole output of the samples and the README's examples: read the difference.
goldens: build
	RECORD_GOLDENS=1 PIPELINE_BINARY=$(CURDIR)/$(PIPELINE) $(SWIFT) test --disable-xctest \
	  --filter 'GoldenTests|ReadmeTests'

benchmark: build
	$(PIPELINE) benchmark $(TEXTS)

# For bash, zsh and fish, in .build/completions.
completions: build
	@mkdir -p .build/completions
	$(PIPELINE) --generate-completion-script bash > .build/completions/pipeline.bash
	$(PIPELINE) --generate-completion-script zsh > .build/completions/_pipeline
	$(PIPELINE) --generate-completion-script fish > .build/completions/pipeline.fish

# Pages for man(1), in .build/plugins/GenerateManual/outputs/pipeline.
manual: toolchain dependencies
	$(SWIFT) package plugin generate-manual --multi-page

# One static binary that needs nothing of the machine it runs on, as a tarball and a .deb.
dist: build
	STATIC=1 scripts/install-dependencies
	scripts/make-dist

dist-tests: dist
	scripts/dist-tests

# The Python package with that binary inside, .build/dist/*.whl.
wheel: dist
	python/make-wheel

# The Python package's tests, and Spark's: skipped where PyPI cannot be reached or there is no Java.
python-tests: wheel
	python/run-tests

spark-tests: wheel
	spark/run-tests

clean:
	$(SWIFT) package clean

dependencies:
	@scripts/install-dependencies

toolchain:
	@command -v $(SWIFT) >/dev/null || { \
	  echo 'no Swift tool chain: install Swift 6.2 or later from https://www.swift.org/install' >&2; \
	  exit 1; }
