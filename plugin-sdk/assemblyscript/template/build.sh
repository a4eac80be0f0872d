#!/bin/sh
# Builds @NAME@.wasm. Needs Node.js 20 or newer with npm.
set -eu
cd "$(dirname "$0")"
[ -d node_modules/wadi ] || npm install --install-links --no-audit --no-fund
npm run --silent build
echo "@NAME@.wasm: $(wc -c < @NAME@.wasm) bytes"
