#!/bin/sh
# Generates src/codegen/savedmodel/generated from the protocol buffers beside it: the code as an unchecked TypeScript
# module, so that the build carries it along, and its types as declarations of their own.
set -eu
cd "$(dirname "$0")/.."
folder=src/codegen/savedmodel
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
npx pbjs --target static-module --wrap esm --force-number --no-create --no-delimited --no-convert --no-verify \
  --no-typeurl --out "$work/code.js" "$folder/proto/saved_model.proto"
npx pbts --no-comments --out "$work/types.d.ts" "$work/code.js"
mkdir -p "$folder/generated"
{
  echo '// Made by scripts/generate-protobuf.sh from proto/saved_model.proto.'
  echo '// @ts-nocheck'
  grep -v '^ *\(/\*\*\|\*\|/\*eslint\)' "$work/code.js"
} > "$folder/generated/messages.ts"
{
  echo '// Made by scripts/generate-protobuf.sh from proto/saved_model.proto.'
  sed -e '/^import Long/d' -e 's/^import \* as/import type */; s/type \* \$protobuf/type * as $protobuf/' \
    -e 's/^export namespace/export declare namespace/' "$work/types.d.ts"
} > "$folder/generated/types.ts"
