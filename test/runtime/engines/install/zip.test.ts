import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zipSync, type Zippable } from 'fflate';
import { afterAll, describe, expect, test } from 'vitest';
import { extractEntry, readZipDirectory, withZip } from '../../../../src/runtime/engines/install/zip.ts';

const folder = mkdtempSync(join(tmpdir(), 'netc-zip-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const large = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 31 + (index >> 7)) % 251);
const files: Zippable = {
  'lib/large.so': large,
  'lib/stored.bin': [Uint8Array.of(1, 2, 3), { level: 0 }],
  'empty.txt': new Uint8Array(0),
};

function archive(name: string, bytes: Uint8Array = zipSync(files)): string {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
}

describe('a zip archive', () => {
  test('gives back what was packed', async () => {
    await withZip(archive('good.zip'), async (file) => {
      const entries = await readZipDirectory(file);
      expect(entries.map(({ name }) => name)).toEqual(Object.keys(files));
      for (const entry of entries) {
        let heard = 0;
        const target = join(folder, 'out', entry.name);
        await extractEntry(file, entry, target, {
          onBytes: (count) => {
            heard += count;
          },
        });
        expect(heard).toBe(entry.size);
        const expected = entry.name === 'lib/large.so' ? large : entry.name === 'empty.txt' ? [] : [1, 2, 3];
        expect(Buffer.compare(readFileSync(target), Buffer.from(expected)), entry.name).toBe(0);
      }
    });
  });

  test('keeps what may be executed executable', async () => {
    const script = new TextEncoder().encode('#!/bin/sh');
    const bytes = zipSync({ 'bin/tool': [script, { os: 3, attrs: 0o100755 << 16 }] });
    await withZip(archive('tool.zip', bytes), async (file) => {
      const [entry] = await readZipDirectory(file);
      if (!entry) throw new Error('the directory is empty');
      await extractEntry(file, entry, join(folder, 'tool'));
      expect(statSync(join(folder, 'tool')).mode & 0o111).not.toBe(0);
    });
  });

  test('that is cut short is refused', async () => {
    const bytes = zipSync(files);
    await withZip(archive('short.zip', bytes.slice(0, bytes.length / 2)), async (file) => {
      await expect(readZipDirectory(file)).rejects.toThrow('cut short');
    });
  });

  test('with a changed byte is refused', async () => {
    const bytes = zipSync({ 'a.bin': [large.slice(0, 1000), { level: 0 }] });
    bytes[500] = (bytes[500] ?? 0) ^ 1;
    await withZip(archive('changed.zip', bytes), async (file) => {
      const [entry] = await readZipDirectory(file);
      if (!entry) throw new Error('the directory is empty');
      await expect(extractEntry(file, entry, join(folder, 'changed.bin'))).rejects.toThrow(
        'a.bin is damaged',
      );
    });
  });

  test('is not a text file', async () => {
    await withZip(archive('text.zip', new TextEncoder().encode('hello')), async (file) => {
      await expect(readZipDirectory(file)).rejects.toThrow('not a zip archive');
    });
  });
});
