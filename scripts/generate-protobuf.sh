#!/bin/sh
# Generates src/codegen/*/generated (or such folders below the one given) from the protocol buffers beside them: the code
# as an unchecked TypeScript module, so that the build carries it along, and its types as declarations of their own.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
targets=${1:-"$root/src/codegen"}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# generate STAGE FILE: of src/codegen/STAGE/proto/FILE.proto.
generate() {
  source="$root/src/codegen/$1/proto/$2.proto"
  target="$targets/$1/generated"
  "$root/node_modules/.bin/pbjs" --target static-module --wrap esm --force-number --no-create --no-delimited \
    --no-convert --no-verify --no-typeurl --out "$work/code.js" "$source"
  "$root/node_modules/.bin/pbts" --no-comments --out "$work/types.d.ts" "$work/code.js"
  mkdir -p "$target"
  {
    echo "// Made by scripts/generate-protobuf.sh from proto/$2.proto."
    echo '// @ts-nocheck'
    grep -v '^ *\(/\*\*\|\*\|/\*eslint\)' "$work/code.js"
  } > "$target/messages.ts"
  {
    echo "// Made by scripts/generate-protobuf.sh from proto/$2.proto."
    sed -e '/^import Long/d' -e 's/^import \* as/import type * as/' -e 's/^export namespace/export declare namespace/' \
      "$work/types.d.ts"
  } > "$target/types.ts"
  "$root/node_modules/.bin/prettier" --config "$root/.prettierrc.json" --log-level warn --write "$target"
}

generate savedmodel saved_model
generate onnx onnx
