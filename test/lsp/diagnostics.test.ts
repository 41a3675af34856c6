import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Editor } from './editor.ts';

const editor = new Editor();

beforeAll(async () => {
  await editor.start();
});

afterAll(async () => {
  expect(await editor.stop()).toBe(0);
  expect(editor.log).toEqual([]);
});

const small = `model Small(photo: [8, 8, 3]) {
  output kind = photo -> conv(4, 3) -> global_avgpool -> dense(2, softmax)
}
`;

describe('diagnostics', () => {
  it('come with related places, pages, and the way of the shapes', async () => {
    const uri = 'untitled:Untitled-1';
    const text = small.replace('conv(4, 3)', 'conv(4, 3) -> conv(4, 9)');
    const [found, second] = await editor.open(uri, text);
    expect(second).toBeUndefined();
    expect(found).toMatchObject({ code: 'NET3002', severity: 1, source: 'netc' });
    expect(found?.message).toContain('kind.conv1  conv  [8, 8, 3] -> [6, 6, 4]');
    expect(found?.codeDescription?.href).toMatch(/docs\/errors\/NET3002\.md$/);
    const start = text.split('\n')[1]?.indexOf('9') ?? 0;
    expect(found?.range).toEqual({
      start: { line: 1, character: start },
      end: { line: 1, character: start + 1 },
    });
    const told = editor.published();
    await editor.edit(uri, { range: found?.range, text: '3' });
    await told;
    expect(editor.diagnostics.get(uri)).toEqual([]);
  });

  it('take a netlist for what it is', async () => {
    const found = await editor.open(
      'file:///tmp/a%20b/circuit.net',
      '* amplifier\nR1 1 2 10k\nC1 2 0 1u\n.end\n',
    );
    expect(found.map(({ severity, code }) => [severity, code])).toEqual([[3, 'NET1901']]);
  });

  it('take an empty file for the beginning of a program', async () => {
    const uri = 'untitled:empty';
    const found = await editor.open(uri, '');
    expect(found.map(({ severity, code }) => [severity, code])).toEqual([[3, 'NET1903']]);
    const position = { line: 0, character: 0 };
    const offered = await editor.ask('textDocument/completion', { textDocument: { uri }, position });
    expect(offered).toContainEqual(expect.objectContaining({ label: 'model' }));
  });
});
