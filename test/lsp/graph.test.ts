import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphAnswer, GraphRequest } from '../../src/lsp/features/graph.ts';
import { Editor } from './editor.ts';

const editor = new Editor();
const uri = 'untitled:Untitled-1';

const program = `block Two(units: int) = dense(units) -> dense(units)

model First(a: [4]) {
  base = a
    -> Two(3) -> Two(5)
  output kind = base -> dense(2) as last -> softmax
}

model Second(b: [4]) {
  output value = b -> dense(1)
}
`;

async function graph(request: Omit<GraphRequest, 'uri'> = {}): Promise<GraphAnswer> {
  const answer = (await editor.ask('netc/graph', { uri, ...request })) as GraphAnswer | null;
  if (answer === null) throw new Error('There is no picture.');
  return answer;
}

/** The ids of the boxes and frames of a picture. */
function elements({ svg }: GraphAnswer): readonly string[] {
  return [...svg.matchAll(/<g id="((?:layer|block|frame):[^"]*)"/g)].map(([, id = '']) => id).sort();
}

beforeAll(async () => {
  await editor.start();
  await editor.open(uri, program);
});

afterAll(async () => {
  expect(await editor.stop()).toBe(0);
  expect(editor.log).toEqual([]);
});

describe('netc/graph', () => {
  it('draws the first model, and says where its layers are written and shown', async () => {
    const answer = await graph();
    expect(answer).toMatchObject({ model: 'First', models: ['First', 'Second'] });
    expect(answer.svg).toContain('<svg');
    expect(answer.layers).toEqual([
      { path: 'base.two1.dense1', line: 0, box: 'layer:base.two1.dense1' },
      { path: 'base.two1.dense2', line: 0, box: 'layer:base.two1.dense2' },
      { path: 'base.two2.dense1', line: 0, box: 'layer:base.two2.dense1' },
      { path: 'base.two2.dense2', line: 0, box: 'layer:base.two2.dense2' },
      { path: 'kind.last', line: 5, box: 'layer:kind.last' },
      { path: 'kind.softmax1', line: 5, box: 'layer:kind.last' },
    ]);
  });

  it('draws the model that is named, or that the cursor is in', async () => {
    expect(await graph({ model: 'Second' })).toMatchObject({ model: 'Second' });
    expect(await graph({ line: 9 })).toMatchObject({ model: 'Second' });
    expect(await graph({ line: 6 })).toMatchObject({ model: 'First' });
    expect(await editor.ask('netc/graph', { uri, model: 'Third' })).toBeNull();
  });

  it('folds blocks below a depth, and single ones that are opened or folded', async () => {
    const last = 'layer:kind.last';
    expect(elements(await graph({ depth: 1 }))).toEqual(['block:base', 'block:kind']);
    expect(elements(await graph({ depth: 1, open: ['base', 'kind'] }))).toEqual([
      'block:base.two1',
      'block:base.two2',
      'frame:base',
      last,
    ]);
    expect(elements(await graph({ depth: 3, folded: ['base.two1'] }))).toEqual(
      [
        'block:base.two1',
        'frame:base',
        'frame:base.two2',
        last,
        'layer:base.two2.dense1',
        'layer:base.two2.dense2',
      ].sort(),
    );
    const folded = await graph({ depth: 1 });
    expect(new Set(folded.layers.map(({ box }) => box))).toEqual(new Set(['block:base', 'block:kind']));
  });

  it('follows edits: lines move, and a model that is wrong has no picture', async () => {
    const start = { line: 0, character: 0 };
    await editor.edit(uri, { range: { start, end: start }, text: '\n\n' });
    expect((await graph()).layers.map(({ line }) => line)).toEqual([2, 2, 2, 2, 7, 7]);
    await editor.edit(uri, { text: program.replace('dense(2) as last', 'dense(2, rellu) as last') });
    expect(await editor.ask('netc/graph', { uri })).toBeNull();
    expect(await graph({ model: 'Second' })).toMatchObject({ model: 'Second' });
  });

  it("finds layers of another file's blocks at the binding", async () => {
    await editor.edit(uri, {
      text: `import { VGG16 } from "std/vgg"

model Tuned(photo: [64, 64, 3]) {
  base = photo -> VGG16(top: false)
  output kind = base -> global_avgpool
    -> dense(1, sigmoid)
}
`,
    });
    const { layers } = await graph({ depth: 1, open: ['kind'] });
    expect(layers.filter(({ box }) => box === 'block:base').map(({ line }) => line)).toEqual(
      Array.from({ length: 18 }, () => 3),
    );
    expect(layers.slice(18).map(({ path, line }) => [path, line])).toEqual([
      ['kind.global_avgpool1', 4],
      ['kind.dense1', 5],
    ]);
  });
});
