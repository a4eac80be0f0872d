#!/bin/sh
# Builds the sample plugins.
#
#   build.sh            builds all, next to their sources
#   build.sh --check    builds all elsewhere and compares with what is here
#   build.sh --install  installs the compilers first (Debian 12 or alike; needs root)
#
# The compiled modules are committed, so that nobody needs this to use them. The bytes depend on the
# compilers' versions: Debian 12's rustc 1.63, clang 14 and lld 14. Another rustc or clang does too
# (RUSTC=..., CLANG=..., WASM_LD=...), with other bytes.
set -eu
cd "$(dirname "$0")"

RUSTC=${RUSTC:-/usr/bin/rustc}
CLANG=${CLANG:-clang-14}
WASM_LD=${WASM_LD:-wasm-ld-14}
target=.
compare=no

case "${1:-}" in
  "") ;;
  --check)
    compare=yes
    target=$(mktemp -d)
    trap 'rm -rf "$target"' EXIT
    ;;
  --install)
    apt-get update
    apt-get install -y --no-install-recommends rustc libstd-rust-dev-wasm32 clang-14 lld-14
    ;;
  *)
    sed -n '2,6p' "$0"
    exit 2
    ;;
esac

for tool in "$RUSTC" "$CLANG" "$WASM_LD"; do
  command -v "$tool" > /dev/null || {
    echo "build.sh: $tool is missing; try: $0 --install" >&2
    exit 1
  }
done

rust() { # name
  mkdir -p "$target/$1"
  work=$(mktemp -d)
  flags="--edition 2021 --target wasm32-unknown-unknown -C opt-level=3 -C panic=abort
    -C codegen-units=1 -C linker=$WASM_LD -C linker-flavor=wasm-ld
    --remap-path-prefix $PWD=/ --remap-path-prefix $work=/"
  # shellcheck disable=SC2086
  "$RUSTC" $flags --crate-type rlib --crate-name wadi ../plugin-sdk/rust/src/lib.rs \
    -o "$work/libwadi.rlib"
  # shellcheck disable=SC2086
  "$RUSTC" $flags --crate-type cdylib --crate-name "$1" --extern "wadi=$work/libwadi.rlib" \
    -C lto -C strip=symbols -C link-arg=-zstack-size=65536 "$1/src/lib.rs" -o "$work/$1.wasm"
  install -m 644 "$work/$1.wasm" "$target/$1/$1.wasm"
  rm -rf "$work"
}

c() { # name
  mkdir -p "$target/$1"
  PATH_OF_LINKER=$(command -v "$WASM_LD")
  "$CLANG" --target=wasm32 -O3 -nostdlib -fuse-ld="$PATH_OF_LINKER" -I../plugin-sdk/c \
    -Wall -Wextra -Werror -Wl,--no-entry -Wl,--strip-all -Wl,-z,stack-size=65536 \
    "$1/$1.c" -o "$target/$1/$1.wasm"
  chmod 644 "$target/$1/$1.wasm"
}

rust geo
c text

failed=0
for plugin in geo text; do
  if [ "$compare" = no ]; then
    echo "$plugin/$plugin.wasm: $(wc -c < "$plugin/$plugin.wasm") bytes"
  elif cmp -s "$target/$plugin/$plugin.wasm" "$plugin/$plugin.wasm"; then
    echo "$plugin/$plugin.wasm is what its sources give"
  else
    echo "$plugin/$plugin.wasm differs from what its sources give" >&2
    failed=1
  fi
done
exit $failed
