import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stepRegistry } from '../../src/typecheck/augment/registry.ts';

const reference = readFileSync(new URL('../../docs/augmentation.md', import.meta.url), 'utf8');

describe('the page of augmentation', () => {
  it.each([...stepRegistry.values()].map((step) => [step.name, step] as const))(
    'has a row for %s with its options and defaults',
    (name, { doc, options }) => {
      const row = reference.split('\n').find((line) => line.startsWith(`| \`${name}\``)) ?? '';
      for (const { name: option, default: value } of options) {
        const standard = value === undefined ? '' : ` = ${value === null ? 'none' : JSON.stringify(value)}`;
        expect(row).toContain(`${option}${standard}`.replaceAll('"', ''));
      }
      expect(row).not.toBe('');
      expect(doc).toMatch(/[.)]$/);
    },
  );
});
