#!/bin/sh
# Builds @NAME@.wasm, with cargo (rustup target add wasm32-unknown-unknown) or without it (Debian: apt
# install rustc libstd-rust-dev-wasm32 lld). Rust 1.63 or newer.
set -eu
cd "$(dirname "$0")"

knows_wasm() { # rustc
  [ -d "$("$1" --print sysroot 2> /dev/null)/lib/rustlib/wasm32-unknown-unknown" ]
}

if command -v cargo > /dev/null && knows_wasm rustc; then
  cargo build --release --target wasm32-unknown-unknown
  cp "target/wasm32-unknown-unknown/release/$(echo @NAME@ | tr - _).wasm" @NAME@.wasm
elif knows_wasm "${RUSTC:-/usr/bin/rustc}"; then
  linker=$(command -v wasm-ld || ls /usr/bin/wasm-ld-* | tail -n 1)
  compile() {
    "${RUSTC:-/usr/bin/rustc}" --edition 2021 --target wasm32-unknown-unknown -C opt-level=3 \
      -C panic=abort -C codegen-units=1 -C linker="$linker" -C linker-flavor=wasm-ld "$@"
  }
  mkdir -p target
  compile --crate-type rlib --crate-name wadi wadi/src/lib.rs -o target/libwadi.rlib
  compile --crate-type cdylib --crate-name plugin --extern wadi=target/libwadi.rlib -C lto \
    -C strip=symbols src/lib.rs -o @NAME@.wasm
else
  echo "build.sh: no Rust that knows WebAssembly: rustup target add wasm32-unknown-unknown" >&2
  exit 1
fi
echo "@NAME@.wasm: $(wc -c < @NAME@.wasm) bytes"
