import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));

test('the generated code is what the generator makes of the protocol buffers', { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'netc-protobuf-'));
  try {
    execFileSync('sh', [join(root, 'scripts/generate-protobuf.sh'), folder]);
    for (const stage of ['savedmodel', 'onnx'])
      for (const file of ['messages.ts', 'types.ts']) {
        const place = join(stage, 'generated', file);
        const committed = readFileSync(join(root, 'src/codegen', place), 'utf8');
        const made = readFileSync(join(folder, place), 'utf8');
        expect(committed === made, `${place} is stale: run scripts/generate-protobuf.sh`).toBe(true);
      }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
