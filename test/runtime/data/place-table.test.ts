import { hash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { KEY_BYTES, PlaceTable } from '../../../src/runtime/data/cache/place-table.ts';
import type { FilePlace } from '../../../src/runtime/data/workers/messages.ts';

const keyOf = (photo: number): string => hash('sha256', String(photo), 'binary').slice(0, KEY_BYTES);

test('finds the places of many photos, and none of others', () => {
  const table = new PlaceTable();
  const count = 5000;
  // Files of more than 4 GiB have places of more than 32 bits.
  for (let photo = 0; photo < count; photo++)
    table.set(keyOf(photo), { file: photo % 7, at: photo * 67_500_000 });
  expect(table.size).toBe(count);
  for (let photo = 0; photo < count; photo++)
    expect(table.get(keyOf(photo))).toEqual({ file: photo % 7, at: photo * 67_500_000 });
  for (let photo = count; photo < 2 * count; photo++) expect(table.get(keyOf(photo))).toBeUndefined();
});

test('does what a map does, whatever comes, changes and goes', () => {
  // Keys that begin alike want the same slot, and the last slot is followed by the first.
  const key = fc.tuple(fc.constantFrom('a', '\xff\xff\xff\xff'), fc.nat(1200)).map(([start, number]) => {
    const own = String(number);
    return start + '\0'.repeat(KEY_BYTES - start.length - own.length) + own;
  });
  const place = fc.record({ file: fc.nat(3), at: fc.nat() });
  const change = fc.oneof(
    { weight: 9, arbitrary: fc.record({ key, place }) },
    { weight: 3, arbitrary: fc.record({ key }) },
    { weight: 1, arbitrary: fc.record({ file: fc.nat(3) }) },
  );
  fc.assert(
    fc.property(fc.array(change, { maxLength: 2000, size: 'max' }), (changes) => {
      const [table, map] = [new PlaceTable(), new Map<string, FilePlace>()];
      for (const change of changes) {
        if ('place' in change) {
          table.set(change.key, change.place);
          map.set(change.key, change.place);
        } else if ('key' in change) {
          table.delete(change.key);
          map.delete(change.key);
        } else {
          table.deleteFile(change.file);
          for (const [own, { file }] of map) if (file === change.file) map.delete(own);
        }
        expect(table.size).toBe(map.size);
      }
      for (const change of changes)
        if ('key' in change) {
          expect(table.get(change.key)).toEqual(map.get(change.key));
          expect(table.has(change.key)).toBe(map.has(change.key));
        }
    }),
    { numRuns: 12 },
  );
});
