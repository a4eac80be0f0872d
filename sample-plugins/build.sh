#!/bin/sh
# Builds the sample plugins and, with the same SDKs, the modules of the host's and server's tests.
#
#   build.sh            builds all, next to their sources
#   build.sh --check    builds all elsewhere and compares with what is here
#   build.sh --install  installs the compilers first (Debian 12 or alike; needs root)
#
# The compiled modules are committed, so that nobody needs this to use them. The bytes depend on the
# compilers' versions: Debian 12's rustc 1.63, clang 14 and lld 14. Another rustc or clang does too
# (RUSTC=..., CLANG=..., WASM_LD=...), with other bytes. Plugins in AssemblyScript are left out where
# there is no Node.js 20, those in Java where there is no Maven.
set -eu
cd "$(dirname "$0")"

RUSTC=${RUSTC:-/usr/bin/rustc}
CLANG=${CLANG:-clang-14}
WASM_LD=${WASM_LD:-wasm-ld-14}
compare=no

for option in "$@"; do
  case "$option" in
    --check) compare=yes ;;
    --install)
      apt-get update
      apt-get install -y --no-install-recommends rustc libstd-rust-dev-wasm32 clang-14 lld-14 \
        wasi-libc libclang-rt-14-dev-wasm32
      ;;
    *)
      sed -n '2,7p' "$0"
      exit 2
      ;;
  esac
done

for tool in "$RUSTC" "$CLANG" "$WASM_LD"; do
  command -v "$tool" > /dev/null || {
    echo "build.sh: $tool is missing; try: $0 --install" >&2
    exit 1
  }
done

rust() { # name source module [target]
  work=$(mktemp -d)
  flags="--edition 2021 --target ${4:-wasm32-unknown-unknown} -C opt-level=3 -C panic=abort
    -C codegen-units=1 -C linker=$WASM_LD -C linker-flavor=wasm-ld
    --remap-path-prefix $PWD=/ --remap-path-prefix $work=/"
  # shellcheck disable=SC2086
  "$RUSTC" $flags --crate-type rlib --crate-name wadi ../plugin-sdk/rust/src/lib.rs \
    -o "$work/libwadi.rlib"
  # shellcheck disable=SC2086
  "$RUSTC" $flags --crate-type cdylib --crate-name "$1" --extern "wadi=$work/libwadi.rlib" \
    -C lto -C strip=symbols -C link-arg=-zstack-size=65536 "$2" -o "$work/$1.wasm"
  finish "$work/$1.wasm" "$3"
  rm -rf "$work"
}

freestanding="--target=wasm32 -nostdlib -Wl,--no-entry"
wasi="--target=wasm32-wasi --sysroot=/usr -isystem /usr/include/wasm32-wasi
  -L/usr/lib/wasm32-wasi -mexec-model=reactor"

c() { # name source module flags
  work=$(mktemp -d)
  # shellcheck disable=SC2086
  "$CLANG" $4 -O3 -fuse-ld="$(command -v "$WASM_LD")" -I../plugin-sdk/c \
    -Wall -Wextra -Werror -Wl,--strip-all -Wl,-z,stack-size=65536 "$2" -o "$work/$1.wasm"
  finish "$work/$1.wasm" "$3"
  rm -rf "$work"
}

has_node() {
  [ "$(node -p 'process.versions.node.split(".")[0]' 2> /dev/null || echo 0)" -ge 20 ]
}

assemblyscript() { # folder name module
  if ! has_node; then
    echo "$3: left out, Node.js 20 or newer is missing"
    return
  fi
  work=$(mktemp -d)
  cp "$1/package.json" "$1/$2.ts" "$work/"
  sdk=$PWD/../plugin-sdk/assemblyscript
  (
    cd "$work"
    npm install --install-links --no-package-lock --no-audit --no-fund --silent "$sdk"
    npx --no-install wadi-asc "$2.ts" -o "$2.wasm"
  )
  finish "$work/$2.wasm" "$3"
  rm -rf "$work"
}

has_maven() {
  command -v mvn > /dev/null
}

# Builds a folder of Java sources as the template does its own.
java() { # sources module
  if ! has_maven; then
    echo "$2: left out, Maven is missing"
    return
  fi
  work=$(mktemp -d)
  from_template java "pom.xml src" "$work"
  rm -r "$work/functions/src"
  cp -r "$1" "$work/functions/src"
  if "$work/build.sh" > "$work/log"; then
    finish "$work/example.wasm" "$2"
  else
    cat "$work/log"
    failed=1
  fi
  rm -rf "$work"
}

finish() { # built module
  if [ "$compare" = no ]; then
    install -m 644 "$1" "$2"
    echo "$2: $(wc -c < "$2") bytes"
  elif cmp -s "$1" "$2"; then
    echo "$2 is what its sources give"
  else
    echo "$2 differs from what its sources give" >&2
    failed=1
  fi
}

# What `wadi plugin new` makes.
from_template() { # language files-of-the-sdk folder
  cp -r "../plugin-sdk/$1/template/." "$3"
  mkdir "$3/wadi"
  (cd "../plugin-sdk/$1" && cp -r $2 "$3/wadi")
  find "$3" -type f -exec sed -i 's/@NAME@/example/g' {} +
}

# That the templates build; what they make is not kept.
template() { # language files-of-the-sdk
  work=$(mktemp -d)
  from_template "$1" "$2" "$work"
  CLANG=$CLANG RUSTC=$RUSTC "$work/build.sh" > /dev/null || failed=1
  [ -s "$work/example.wasm" ] && echo "the template for $1 builds" || failed=1
  rm -rf "$work"
}

failed=0
guests=../udf-host/src/test
rust enrich enrich/src/lib.rs enrich/enrich.wasm
rust geo geo/src/lib.rs geo/geo.wasm
rust stats stats/src/lib.rs stats/stats.wasm
rust logfmt logfmt/src/lib.rs logfmt/logfmt.wasm
c fixed fixed/fixed.c fixed/fixed.wasm "$freestanding"
rust walk walk/src/lib.rs walk/walk.wasm
rust files files/src/lib.rs files/files.wasm wasm32-wasi
rust poll poll/src/lib.rs poll/poll.wasm wasm32-wasi
rust webhook webhook/src/lib.rs webhook/webhook.wasm
c text text/text.c text/text.wasm "$freestanding"
assemblyscript slug slug slug/slug.wasm
java codes/src codes/codes.wasm
# Modules for the host's tests.
rust everything $guests/guests/everything.rs $guests/resources/guests/everything-rust.wasm
c everything $guests/guests/everything.c $guests/resources/guests/everything-c.wasm "$freestanding"
rust calling $guests/guests/calling.rs $guests/resources/guests/calling.wasm
c calling $guests/guests/calling.c $guests/resources/guests/calling-c.wasm "$freestanding"
c sinks $guests/guests/sinks.c $guests/resources/guests/sinks-c.wasm "$freestanding"
rust same $guests/guests/same.rs $guests/resources/guests/same-rust.wasm
c same $guests/guests/same.c $guests/resources/guests/same-c.wasm "$freestanding"
rust faulty $guests/guests/faulty.rs $guests/resources/guests/faulty.wasm wasm32-wasi
c wasi $guests/guests/wasi.c $guests/resources/guests/wasi.wasm "$wasi"
assemblyscript $guests/guests/assemblyscript everything \
  $guests/resources/guests/everything-assemblyscript.wasm
assemblyscript $guests/guests/assemblyscript calling \
  $guests/resources/guests/calling-assemblyscript.wasm
assemblyscript $guests/guests/assemblyscript sinks $guests/resources/guests/sinks-assemblyscript.wasm
assemblyscript $guests/guests/assemblyscript same $guests/resources/guests/same-assemblyscript.wasm
java $guests/guests/java $guests/resources/guests/same-java.wasm
java $guests/guests/java-math $guests/resources/guests/math-java.wasm
# And for the server's.
guests=../server/src/test
c hostile $guests/guests/hostile.c $guests/resources/guests/hostile.wasm "$freestanding"
c network $guests/guests/network.c $guests/resources/guests/network.wasm "$freestanding"
template c wadi.h
template rust "Cargo.toml src"
if has_node; then
  template assemblyscript "package.json *.ts *.js"
fi
if has_maven; then
  template java "pom.xml src"
fi
exit $failed
