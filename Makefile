# `make` builds build/dev/spectrumc; `make help` lists the other goals.

V      ?= dev
PREFIX ?= /usr/local
ifeq ($(origin CC),default)
CC := gcc
endif
ifeq ($(V),fuzz)
CC := clang
endif

# A variant has its own folder: build/dev, build/dev-clang, build/asan, ...
BY := $(if $(findstring clang,$(CC)),-clang)
B  := build/$(V)$(if $(filter-out fuzz,$(V)),$(BY))

WARN := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
        -Wwrite-strings -Wvla -Wformat=2 -Wimplicit-fallthrough
SANE := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all

OPT-dev      := -O1 -g
OPT-asan     := $(SANE)
OPT-release  := -O2 -fPIE -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
OPT-static   := -O2
OPT-tsan     := -O1 -g -fsanitize=thread
OPT-fuzz     := $(SANE) -fsanitize=fuzzer-no-link
LINK-asan    := $(SANE)
LINK-release := -s -pie -Wl,-z,relro,-z,now
LINK-static  := -s -static
LINK-tsan    := -fsanitize=thread
LINK-fuzz    := $(SANE)
ifeq ($(OPT-$(V)),)
$(error V=$(V) is not a variant: write dev, asan, tsan, release, static or fuzz)
endif

# pkg-config is asked once, when something is built: `make demo` must start without it.
NEEDS := yaml-0.1 libpcre2-8 jansson zlib libutf8proc
ask    = $(shell pkg-config $(1))$(if $(filter 0,$(.SHELLSTATUS)),,$(error run `make deps` first))
INCS   = $(eval INCS := $$(call ask,--cflags $(NEEDS)))$(INCS)
LIBS   = $(eval LIBS := $$(call ask,--libs $(if $(filter static,$(V)),--static) $(NEEDS)))$(LIBS)
FLAGS  = -std=gnu11 -pthread -I compiler -I . -I $(B) -I $(B)/compiler $(INCS) $(WARN) $(OPT-$(V)) $(CPPFLAGS) $(CFLAGS)
LINK   = $(CC) -pthread $(LINK-$(V)) -Wl,--as-needed $(LDFLAGS)

SRC   := $(sort $(filter-out compiler/main.c,$(shell find compiler -name '*.c')))
OBJ   := $(SRC:%.c=$(B)/%.o)
LIB   := $(B)/libspectrumc.a
UNIT  := $(patsubst %.c,$(B)/%,$(wildcard tests/unit/main.c))
JUDGE := $(patsubst %.c,$(B)/%,$(wildcard tests/judges/*.c))
BENCH := $(patsubst %.c,$(B)/%,$(wildcard tests/bench/*.c))
FUZZ  := $(patsubst %.c,$(B)/%,$(wildcard tests/fuzz/fuzz_*.c))
CODES := $(B)/grammar/diag_codes.h

MAKEFLAGS += --no-builtin-rules --no-print-directory
.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all deps release static asan demo check test soak bless reference picture bench fuzz install \
        uninstall clean help unit judges benches fuzzers flags

all: $(B)/spectrumc             ## build build/$(V)/spectrumc: V=dev|asan|tsan|release|static CC=gcc|clang

release static asan:         ## the same as `make V=release` and so on
	@$(MAKE) V=$@

demo:                        ## install what is missing, build, and compile the first example
	@tests/deps.sh build >&2
	@$(MAKE) -s -j$$(nproc) V=release >&2
	@build/release$(BY)/spectrumc compile specs/raw_events.yaml

check:                       ## install what is missing, run every test; or STAGES="unit golden"
	@tests/run.sh check $(STAGES)

test:                        ## run what is named, and show what differs: CASE='check/SP0116*' or UNIT=path
	@tests/one.sh

soak:                        ## fuzz, fail allocations and so on for BUDGET (1h); or STAGES="fuzz memory"
	@BUDGET=$(or $(BUDGET),1h) tests/run.sh soak $(STAGES)

bless: all                   ## write down what the build says now as what the goldens expect
	$(B)/spectrumc compile specs/ --target all --out-dir golden
	@tests/golden.sh --bless $(B)
	@$(MAKE) -s picture

reference: $(B)/grammar/reference ## write grammar/REFERENCE.md from the tables of grammar/
	$< >grammar/REFERENCE.md

picture:                     ## draw the README's picture from its golden case
	awk -v title='spectrumc inspect hits.yaml --listing s3.txt' -f grammar/guide/picture.awk \
	    golden/cases/inspect/picture/stdout >$(or $(PICTURE),grammar/guide/inspect.svg)

bench:                       ## print the speed ratios that the project promises, and how time grows
	@$(MAKE) -s V=release all benches
	@tests/bench/bench.sh; status=$$?; tests/bench/growth.sh && exit $$status

fuzz:                        ## fuzz the readers for BUDGET (1h)
	@BUDGET=$(or $(BUDGET),1h) tests/run.sh soak fuzz

INTO            := $(DESTDIR)$(PREFIX)
COMPLETION-bash := share/bash-completion/completions/spectrumc
COMPLETION-zsh  := share/zsh/site-functions/_spectrumc
COMPLETION-fish := share/fish/vendor_completions.d/spectrumc.fish

install:                     ## install the release build and completions under PREFIX, with DESTDIR before it
	@$(MAKE) V=release
	install -D -m 755 build/release$(BY)/spectrumc $(INTO)/bin/spectrumc
	$(foreach shell,bash zsh fish,install -D -m 644 /dev/null $(INTO)/$(COMPLETION-$(shell)) && \
	    build/release$(BY)/spectrumc completion $(shell) >$(INTO)/$(COMPLETION-$(shell)) &&) true

uninstall:                   ## remove what `make install` installed
	rm -f $(addprefix $(INTO)/,bin/spectrumc $(foreach shell,bash zsh fish,$(COMPLETION-$(shell))))

clean:                       ## remove build/
	rm -rf build

deps:                        ## install what building and testing need (Debian and Ubuntu)
	@tests/deps.sh build check

help:                        ## print this list
	@sed -n 's/^\([a-z ]*\):.*## /\1\t/p' Makefile | sort | expand -t 24

unit:    $(UNIT)
judges:  $(JUDGE)
benches: $(BENCH)
fuzzers: $(FUZZ)
flags: $(CODES)
	@echo $(FLAGS)

# Everything includes the list of codes; it is replaced only when a code comes or goes, so that
# editing the text of a finding rebuilds little.
$(CODES): grammar/diag.def
	@mkdir -p $(@D)
	@sed -n 's/^DIAG(\(SP[0-9]*\),.*/\1,/p' $< >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(B)/%.o: %.c Makefile | $(CODES)
	@mkdir -p $(@D)
	$(CC) $(FLAGS) -MMD -MP -c -o $@ $<

# A shell script that the compiler writes out is a string to it.
$(B)/%.sh.h: %.sh Makefile
	@mkdir -p $(@D)
	sed 's/["\\]/\\&/g; s/.*/"&\\n"/' $< >$@

$(B)/compiler/write/iam/aws_cli.o: $(B)/compiler/write/iam/aws_cli.sh.h

# The source folders are prerequisites too, so that a deleted file leaves the library.
$(LIB): $(OBJ) $(sort $(dir $(SRC)))
	@rm -f $@
	ar rcs $@ $(OBJ)

$(B)/spectrumc: $(B)/compiler/main.o $(LIB)
	$(LINK) -o $@ $< $(LIB) $(LIBS)

$(B)/grammar/reference: $(B)/grammar/reference.o
	$(LINK) -o $@ $<

$(B)/tests/unit/main: $(patsubst %.c,$(B)/%.o,$(wildcard tests/unit/*.c)) $(LIB)
	$(LINK) -o $@ $(filter %.o,$^) $(LIB) $(LIBS) $(shell pkg-config --libs check)

$(B)/tests/mutate/mutate: $(patsubst %.c,$(B)/%.o,$(wildcard tests/mutate/*.c)) $(LIB)
	$(LINK) -o $@ $(filter %.o,$^) $(LIB) $(LIBS)

$(B)/tests/fuzz/%: $(B)/tests/fuzz/%.o $(LIB)
	$(LINK) -fsanitize=fuzzer -o $@ $< $(LIB) $(LIBS)

$(B)/tests/%: $(B)/tests/%.o $(LIB)
	$(LINK) -o $@ $< $(LIB) $(LIBS)

-include $(shell find $(B) -name '*.d' 2>/dev/null)
