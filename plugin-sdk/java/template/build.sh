#!/bin/sh
# Builds @NAME@.wasm. Needs a JDK 17 or newer, and Maven.
set -eu
cd "$(dirname "$0")"
mvn -q package
cp functions/target/plugin.wasm @NAME@.wasm
echo "@NAME@.wasm: $(wc -c < @NAME@.wasm) bytes"
