#!/bin/sh
# Builds @NAME@.wasm. Needs clang and lld (Debian: apt install clang lld; or CLANG=...).
set -eu
cd "$(dirname "$0")"
"${CLANG:-clang}" --target=wasm32 -O3 -nostdlib -Wl,--no-entry -Wl,--strip-all -Wall -Wextra \
  -Iwadi plugin.c -o @NAME@.wasm
echo "@NAME@.wasm: $(wc -c < @NAME@.wasm) bytes"
