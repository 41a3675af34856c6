import { test } from 'vitest';
import { compile } from '/work/main/src/ir/compile.ts';
import { typedSmallConvnet } from '/work/main/test/support/typed-small-convnet.ts';
import { sampleVariables, sampleFeeds } from '/work/main/test/support/program-run.ts';
import { createWasmEngine } from '/work/main/src/runtime/engines/tfjs/index.ts';
import { writeFileSync } from 'node:fs';
test('bench', async () => {
  const out = compile(typedSmallConvnet(150, 20), 'run').value!;
  writeFileSync('/tmp/w/program.json', JSON.stringify(out));
});
