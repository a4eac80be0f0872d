#!/bin/sh
# Runs test.sql with the plugin and compares the rows with expected.jsonl.
set -eu
cd "$(dirname "$0")"
"${WADI:-@WADI@}" run test.sql --plugin @NAME@.wasm > actual.jsonl
diff expected.jsonl actual.jsonl && echo "test.sql gives what is expected"
