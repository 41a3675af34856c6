import { describe, expect, test } from 'vitest';
import { buildLayerGraph } from '../../../src/ir/build-layer-graph.ts';
import { pictureDot, pictureOf } from '../../../src/report/graph/index.ts';
import { parse } from '../../../src/parser/parse.ts';
import { check } from '../../../src/typecheck/check.ts';
import { sourceFile } from '../../../src/source/source-file.ts';
import { expectGolden, goldenCases, goldenText } from '../../support/golden.ts';

describe.each(goldenCases('graph'))('$name', ({ name, text, goldenPath }) => {
  test('is drawn as its golden file says, deep and folded', () => {
    const { value, diagnostics } = check(parse(sourceFile(`${name}.net`, text)).value, {});
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    const [model] = value.models.map(buildLayerGraph);
    if (model === undefined) throw new Error(`${name} has no model`);
    const deep = pictureOf(model);
    expectGolden(
      goldenPath,
      goldenText(text, {
        picture: JSON.stringify(deep, undefined, 1),
        dot: pictureDot(deep),
        'folded at depth 1': pictureDot(pictureOf(model, { depth: 1 })),
      }),
    );
  });
});
