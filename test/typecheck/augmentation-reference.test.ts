import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { pictures } from '../../scripts/augmentation-pictures.mjs';
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

  const shown = Object.values(pictures).flatMap(({ steps }) => Object.values(steps));

  it.each([...stepRegistry.keys()])('has a picture of %s', (name) => {
    expect(shown.filter((written) => new RegExp(`(^|: )${name}\\b`).test(written))).not.toEqual([]);
  });

  it.each(Object.keys(pictures))('shows %s.jpg', (name) => {
    const path = `images/augmentation/${name}.jpg`;
    expect(reference).toContain(`](${path})`);
    expect(existsSync(new URL(`../../docs/${path}`, import.meta.url))).toBe(true);
  });
});
