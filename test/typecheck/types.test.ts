import { describe, expect, it } from 'vitest';
import { parse } from '../../src/parser/parse.ts';
import { typesOf, typesText } from '../../src/report/types.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { blockTypes } from '../../src/typecheck/block-types.ts';
import { check } from '../../src/typecheck/check.ts';
import { expectGolden, goldenCases, goldenText } from '../support/golden.ts';

describe('types of a file', () => {
  it.each(goldenCases('types').map((golden) => [golden.name, golden] as const))('%s', (name, golden) => {
    const module = parse(sourceFile(`${name}.net`, golden.text)).value;
    const types = typesOf(blockTypes(module), check(module).value);
    expectGolden(golden.goldenPath, goldenText(golden.text, { types: typesText(types) }));
  });

  it('prints what can be written as a signature', () => {
    const body = 'conv(n, 3, stride: s, padding: same) -> maxpool(2) -> conv(n, k, stride: 2)';
    const parameters = 'n: int, s: int, k: int';
    const module = parse(sourceFile('a.net', `block A(${parameters}) = ${body}\n`)).value;
    const [shapes] = blockTypes(module)[0]?.cases ?? [];
    expect(shapes?.where).toEqual([]);
    const claim = `${shapes?.inputs.join(', ')} -> ${shapes?.output}`;
    const written = parse(sourceFile('b.net', `block A(${parameters}): ${claim} = ${body}\n`)).value;
    expect(blockTypes(written)[0]).toMatchObject({ origin: 'proved' });
    expect(check(written).diagnostics).toEqual([]);
  });
});
