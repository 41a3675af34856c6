#!/bin/sh
# Generates src/codegen/savedmodel/generated (or the folder given) from the protocol buffers beside it: the code as an
# unchecked TypeScript module, so that the build carries it along, and its types as declarations of their own.
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
source="$root/src/codegen/savedmodel/proto/saved_model.proto"
target=${1:-"$root/src/codegen/savedmodel/generated"}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$root/node_modules/.bin/pbjs" --target static-module --wrap esm --force-number --no-create --no-delimited \
  --no-convert --no-verify --no-typeurl --out "$work/code.js" "$source"
"$root/node_modules/.bin/pbts" --no-comments --out "$work/types.d.ts" "$work/code.js"
mkdir -p "$target"
{
  echo '// Made by scripts/generate-protobuf.sh from proto/saved_model.proto.'
  echo '// @ts-nocheck'
  grep -v '^ *\(/\*\*\|\*\|/\*eslint\)' "$work/code.js"
} > "$target/messages.ts"
{
  echo '// Made by scripts/generate-protobuf.sh from proto/saved_model.proto.'
  sed -e '/^import Long/d' -e 's/^import \* as/import type * as/' -e 's/^export namespace/export declare namespace/' \
    "$work/types.d.ts"
} > "$target/types.ts"
"$root/node_modules/.bin/prettier" --config "$root/.prettierrc.json" --log-level warn --write "$target"
