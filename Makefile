# Everything a person does with this checkout. `make help` lists it.

SWIFT ?= swift
PYTHON ?= python3
PREFIX ?= /usr/local

# What `make run` runs, with which options of wasirun (FLAGS) and which arguments of the program (ARGS).
MODULE ?= Guests/wat/hello.wat
FLAGS ?=
ARGS ?=

# How many seeds `make chaos` tries.
SEEDS ?= 1000

# On Linux the command brings Swift's runtime along, and the C++ library below that: finding the symbols of a shared one took
# 0.5 to 1 ms of every start. Nobody looks for symbols in the command either.
archives := .build/archives
ifeq ($(shell uname -s),Darwin)
library := libwasmtime.dylib
static :=
linker :=
else
library := libwasmtime.so
static := --static-swift-stdlib
# The toolchain's own linker, which unlike others has nothing to say about libraries that are not ours.
linker := WASIRUN_LINKER_FLAGS="-L $(archives) -Xlinker --no-export-dynamic $(if $(shell command -v ld.lld),-use-ld=lld)"
endif

release := $(linker) $(SWIFT) build --configuration release $(static) --product wasirun
wasirun := .build/release/wasirun

# A recipe that stops half-way leaves no target that looks finished.
.DELETE_ON_ERROR:
.PHONY: help build engine release run test install uninstall conformance guests programs allocations bench bench-embed bench-net leak soak chaos docs examples api format lint clean distclean

help: ## Lists the targets.
	@echo 'usage: make TARGET [NAME=VALUE …]'
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-12s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))
	@echo
	@echo '  make run MODULE=program.wasm FLAGS="--dir ." ARGS="one two"'
	@echo '  make install PREFIX=$$HOME/.local'

build: ## Builds everything for debugging. Needs no engine.
	$(SWIFT) build

engine: ## Fetches the engine into .wasmtime.
	@$(PYTHON) Scripts/fetch-engine

release: engine $(archives) ## Builds wasirun for use.
	$(release)

# A folder with nothing but the archive, so that the linker does not find the shared library first.
$(archives):
	@mkdir -p $@
	@ln -sf "$$($$(command -v clang || command -v cc) -print-file-name=libstdc++.a)" $@/libstdc++.a

run: engine $(archives) ## Runs MODULE (a sample if none is named) with FLAGS and ARGS.
	@$(release) --quiet
	@$(wasirun) $(FLAGS) $(MODULE) $(ARGS)

test: engine programs ## Builds and runs the tests, with all they need.
	$(SWIFT) test --disable-xctest $(TESTFLAGS)

programs: ## Builds the test programs of Guests into .guests.
	@$(PYTHON) Scripts/build-guests

install: release ## Installs wasirun and its engine under PREFIX.
	@$(PYTHON) Scripts/install $(if $(DESTDIR),--destdir "$(DESTDIR)") --prefix "$(PREFIX)" --binary $(wasirun) --engine .wasmtime/$(library)

uninstall: ## Removes what install put under PREFIX.
	@$(PYTHON) Scripts/install $(if $(DESTDIR),--destdir "$(DESTDIR)") --prefix "$(PREFIX)" --remove

conformance: release ## Runs the official suite of the checkout SUITE.
	@$(PYTHON) Scripts/conformance --wasirun $(wasirun) $(if $(SUITE),--suite "$(SUITE)")

guests: release ## Runs real programs that others wrote (downloads about 70 MB once).
	@$(PYTHON) Scripts/run-guests --wasirun $(wasirun) $(GUESTS)

# Builds on the shared Swift runtime, where reference counting can be counted; `make release` links the other way again.
allocations: engine ## Checks that host calls allocate nothing and count no references.
	@$(PYTHON) Scripts/check-allocations

bench: release programs ## Measures host calls and start-up, beside native code and other runtimes.
	@$(PYTHON) Benchmarks/run --wasirun $(wasirun) $(BENCHFLAGS)

bench-embed: engine ## Measures what many guests in one process cost: waiting, and beginning and ending.
	$(SWIFT) build --configuration release $(static) --product embed-benchmark
	@.build/release/embed-benchmark idle $(GUESTCOUNT)
	@.build/release/embed-benchmark idle-pooled $(GUESTCOUNT)
	@.build/release/embed-benchmark rate

leak: engine ## Runs a million guests in one process and shows what they leave behind.
	$(SWIFT) build --configuration release $(static) --product embed-benchmark
	@.build/release/embed-benchmark leak $(RUNS)

bench-net: release ## Measures servers under load, beside the same programs built natively.
	@$(PYTHON) Benchmarks/net/run --wasirun $(wasirun) $(BENCHFLAGS)

soak: release ## Puts servers through many, short, slow and rude connections.
	@$(PYTHON) Benchmarks/net/soak --wasirun $(wasirun) $(SOAKFLAGS)

chaos: release ## Puts the conformance kit and SQLite through the faults of 1,000 seeds (SEEDS=N for others); takes long.
	@$(PYTHON) Scripts/chaos-sqlite --wasirun $(wasirun) --seeds $(SEEDS)
	CHAOS_SEEDS=$(SEEDS) $(SWIFT) test --disable-xctest --filter ChaosConformanceTests

docs: build ## Builds the libraries' documentation into .out, and checks that it is complete.
	@$(PYTHON) Scripts/build-docs

examples: engine ## Builds the programs of Examples, runs them and checks what they print.
	@$(PYTHON) Scripts/run-examples

api: ## Checks that nothing has gone from the libraries' API since the last release.
	@$(PYTHON) Scripts/check-api

format: ## Formats the sources.
	$(SWIFT) format --in-place --recursive --parallel Package.swift Sources Tests Examples/Package.swift Examples/Sources

lint: ## Checks format, scripts and the rules for sources.
	$(SWIFT) format lint --strict --recursive --parallel Package.swift Sources Tests Examples/Package.swift Examples/Sources
	@$(PYTHON) Scripts/check-scripts
	@$(PYTHON) Scripts/check-sources

clean: ## Removes what was built.
	rm -rf .build .guests .out

distclean: clean ## Removes what was built and what was fetched.
	rm -rf .wasmtime .tools
