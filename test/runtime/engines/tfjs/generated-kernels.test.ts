import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { kernelBinaries } from '../../../../src/runtime/engines/tfjs/wasm/generated/kernel-binaries.ts';
import { packageFolder } from '../../../../src/runtime/package-folder.ts';

test('the compiled kernels are those of the sources', async () => {
  const script = join(packageFolder(), 'scripts/build-wasm-kernels.mjs');
  await promisify(execFile)(process.execPath, [script, '--check']);
});

test('the kernels bring no data into a memory that is not theirs', () => {
  const binary = Buffer.from(kernelBinaries.plain, 'base64');
  const sections = new Set<number>();
  for (let at = 8; at < binary.length;) {
    sections.add(binary[at] ?? 0);
    let [size, shift] = [0, 0];
    do {
      at += 1;
      size |= ((binary[at] ?? 0) & 0x7f) << shift;
      shift += 7;
    } while ((binary[at] ?? 0) & 0x80);
    at += 1 + size;
  }
  const [codeSection, dataSection] = [10, 11];
  expect(sections).toContain(codeSection);
  expect(sections).not.toContain(dataSection);
});
