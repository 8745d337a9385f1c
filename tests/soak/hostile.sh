#!/usr/bin/env bash
# Every case of the stage `hostile`, where `make check` draws some.
EVERY=1 exec "$(dirname "$0")/../stages/hostile.sh"
