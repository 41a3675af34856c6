import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BlockDeclaration } from '../../src/parser/ast.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { blockTypes } from '../../src/typecheck/block-types.ts';
import { Environment } from '../../src/typecheck/elaborate/environment.ts';
import type { Verdict } from '../../src/typecheck/signature/prove-signature.ts';
import { proveSignature } from '../../src/typecheck/signature/prove-signature.ts';

const number = fc.constantFrom('1', '2', '3', '5', 'k', 's', 'k + 1', '2 * s');
const stride = fc.constantFrom('1', '2', '3', 's', 's + 1');
const padding = fc.constantFrom('same', 'valid');
const stage: fc.Arbitrary<string> = fc.oneof(
  fc
    .tuple(fc.constantFrom('n', '4', 'k'), number, stride, padding)
    .map(([filters, size, by, edges]) => `conv(${filters}, ${size}, stride: ${by}, padding: ${edges})`),
  fc
    .tuple(number, stride, padding, fc.constantFrom('down', 'up'))
    .map(
      ([size, by, edges, rounding]) =>
        `maxpool(${size}, stride: ${by}, padding: ${edges}, rounding: ${rounding})`,
    ),
  fc.constantFrom(
    'pad(k)',
    'crop(1)',
    'upsample(2)',
    'relu',
    '[conv(n, 1), conv(4, 1)] -> concat',
    '(if s == 1 then relu else maxpool(s, padding: same))',
    '(if k > 2 then conv(n, k, padding: same) else conv(n, 1))',
    'repeat k { conv(n, 3, padding: same) }',
    'repeat s - 1 { relu }',
  ),
);
const body = fc.array(stage, { minLength: 1, maxLength: 4 }).map((stages) => stages.join(' -> '));

/** Ways to say something else, or the same in another way. */
const change = fc.constantFrom<(size: string) => string>(
  (size) => size,
  (size) => `${size} + 1`,
  (size) => `(${size}) / 1`,
  (size) => size.replace('ceil', 'floor'),
  (size) => size.replace('h', 'h + 1'),
  (size) => size.replace('s', '2'),
  (size) => `${size} + 7 / h`,
  (size) => size.replace(/ceil\((\w+) \/ (\w+)\)/, '($1 + $2 - 1) / $2'),
);

const header = 'n: int, k: int, s: int';

function blockOf(text: string): BlockDeclaration {
  const [declaration] = parse(sourceFile('block.net', text)).value.declarations;
  if (declaration?.kind !== 'block') throw new Error('no block');
  return declaration;
}

/** What the checker says of a use with numbers: nothing, that the claim fails, or that the body refuses the numbers. */
function use(block: string, [n, k, s]: readonly number[], [h, w, c]: readonly number[]) {
  const model = `model M(x: [${h}, ${w}, ${c}]) { output y = x -> B(${n}, ${k}, ${s}) }`;
  // The block without its own proof: what it says of the use is what counts.
  const { diagnostics } = check(parse(sourceFile('use.net', `${block}\n${model}\n`)).value);
  const atUse = diagnostics.filter(({ labels }) =>
    labels.some(({ text }) => text.startsWith('in this call')),
  );
  if (atUse.some(({ code }) => code === 'NET3008')) return 'fails';
  return diagnostics.some(({ severity }) => severity === 'error') ? 'refused' : 'holds';
}

function claimed(source: string, alter: readonly ((size: string) => string)[]): string | undefined {
  const module = parse(sourceFile('plain.net', `block B(${header}) = ${source}\n`)).value;
  const [shapes] = blockTypes(module)[0]?.cases ?? [];
  if (shapes === undefined) return undefined;
  const sizes = shapes.output.slice(1, -1).split(', ');
  const output = sizes.map((size, axis) => alter[axis]?.(size) ?? size).join(', ');
  return `block B(${header}): [h, w, c] -> [${output}] = ${source}`;
}

const small = fc.integer({ min: 0, max: 6 });
const size = fc.integer({ min: 1, max: 40 });

describe('proofs of signatures', () => {
  const counts: Record<Verdict['kind'], number> = { proved: 0, refuted: 0, broken: 0, open: 0 };

  it('agree with numbers, and counter-examples fail', () => {
    fc.assert(
      fc.property(
        body,
        fc.array(change, { minLength: 3, maxLength: 3 }),
        fc.array(fc.tuple(fc.tuple(small, small, small), fc.tuple(size, size, size)), {
          minLength: 6,
          maxLength: 6,
        }),
        (source, alter, samples) => {
          const block = claimed(source, alter);
          if (block === undefined) return;
          const verdict = proveSignature(blockOf(block), new Environment());
          counts[verdict.kind]++;
          if (verdict.kind === 'proved') {
            for (const [parameters, sizes] of samples) {
              expect(use(block, parameters, sizes), `${block} ${parameters.join()} ${sizes.join()}`).not.toBe(
                'fails',
              );
            }
          }
          if (verdict.kind === 'refuted') {
            const values = (names: readonly string[]) =>
              names.map((name) => Number(verdict.example.values.get(name)));
            const sizes = /\d+/g;
            const shape = (verdict.example.inputs.match(sizes) ?? []).map(Number);
            expect(verdict.example.claimed).not.toBe(verdict.example.computed);
            expect(withoutProof(block, values(['n', 'k', 's']), shape), block).toBe(verdict.example.computed);
          }
        },
      ),
      { seed: 5, numRuns: 250 },
    );
    expect(counts.proved).toBeGreaterThan(40);
    expect(counts.refuted).toBeGreaterThan(40);
    expect(counts.open).toBeLessThan(20);
  });
});

/** The shape that the body makes of numbers, its signature taken away. */
function withoutProof(block: string, [n, k, s]: readonly number[], [h, w, c]: readonly number[]): string {
  const plain = block.replace(/: \[h, w, c\] -> \[.*\] =/, ' =');
  const model = `model M(x: [${h}, ${w}, ${c}]) { output y = x -> B(${n}, ${k}, ${s}) }`;
  const { value } = check(parse(sourceFile('use.net', `${plain}\n${model}\n`)).value);
  return `[${value.models[0]?.outputs[0]?.shape.join(', ')}]`;
}
