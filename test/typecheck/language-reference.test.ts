import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/diagnostics/catalogue/index.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import type { OptionDefinition } from '../../src/typecheck/layers/layer.ts';
import { layerRegistry } from '../../src/typecheck/layers/registry.ts';
import type { PlainValue } from '../../src/typecheck/typed-module.ts';
import { optimizerKinds, optimizerOptions } from '../../src/typecheck/train/optimizer.ts';
import { scheduleOptions } from '../../src/typecheck/train/schedule.ts';
import { trainSettings } from '../../src/typecheck/train/settings.ts';

const reference = readFileSync(new URL('../../docs/language.md', import.meta.url), 'utf8');
const programs = [...reference.matchAll(/^```net\n(.*?)^```$/gms)].map(([, text = '']) => text);

/** An option as the reference writes it: `filters`, `stride = 1`. */
function written({ name, default: value }: OptionDefinition): string {
  return value === undefined ? name : `${name} = ${print(value)}`;
}

function print(value: PlainValue): string {
  if (value === null) return 'none';
  const [first] = typeof value === 'object' ? value : [value];
  return first === 1e-7 ? '1e-7' : String(first);
}

describe('the language reference', () => {
  it.each(programs.map((text, index) => [index + 1, text] as const))('program %i is right', (_, text) => {
    const parsed = parse(sourceFile('reference.net', text));
    const messages = [...parsed.diagnostics, ...check(parsed.value).diagnostics];
    expect(messages.map(({ code, title }) => `${code} ${title}`)).toEqual([]);
  });

  it.each([...layerRegistry.values()].map((layer) => [layer.name, layer] as const))(
    'has a row for %s with its options and defaults',
    (name, { options }) => {
      const row = reference.split('\n').find((line) => {
        const [, first = ''] = line.split('|');
        return first.includes(`\`${name}\``) && !line.startsWith('| setting');
      });
      expect(row).toBeDefined();
      for (const option of options) expect(row).toContain(written(option));
    },
  );

  it('has a row for each advice', () => {
    const advice = catalogue.filter(({ severity }) => severity === 'advice');
    for (const { code } of advice) expect(reference).toContain(`| ${code} |`);
  });

  it('has every optimizer and schedule with its options, and every setting', () => {
    for (const name of optimizerKinds) {
      const row = reference.split('\n').find((line) => line.startsWith(`| \`${name}\` `));
      for (const option of optimizerOptions(name)) {
        // What all have is said once, but where its default is another.
        const everywhere = option.name === 'weight_decay' && option.default === 0;
        expect(everywhere ? reference : row).toContain(written(option));
      }
    }
    for (const [name, options] of Object.entries(scheduleOptions(new Map()))) {
      const row = reference.split('\n').find((line) => line.startsWith(`| \`${name}\` `));
      for (const option of options) expect(row).toContain(written(option));
    }
    for (const setting of Object.keys(trainSettings)) expect(reference).toContain(`\`${setting}\``);
  });
});
