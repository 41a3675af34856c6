import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

test('the generated code is what the generator makes of the protocol buffers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netc-protobuf-'));
  try {
    execFileSync('sh', [join(root, 'scripts/generate-protobuf.sh'), folder]);
    for (const file of ['messages.ts', 'types.ts']) {
      const committed = readFileSync(join(root, 'src/codegen/savedmodel/generated', file), 'utf8');
      const made = readFileSync(join(folder, file), 'utf8');
      expect(committed === made, `${file} is stale: run scripts/generate-protobuf.sh`).toBe(true);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
