import { expect, it } from 'vitest';
import { Editor } from './editor.ts';

const uri = 'untitled:main.net';
const text = `block Unit(channels: int, wide: bool, act: layer, rate = 0.5) =
  conv(channels, 3, bias: wide) -> act -> dropout(rate)
`;

it('gives an extracted block parameters of the types that the block around has', async () => {
  const editor = new Editor();
  await editor.start();
  await editor.open(uri, text);
  const line = text.split('\n')[1] ?? '';
  const actions = await editor.ask('textDocument/codeAction', {
    textDocument: { uri },
    range: {
      start: { line: 1, character: line.indexOf('conv') },
      end: { line: 1, character: line.length },
    },
    context: { diagnostics: [] },
  });
  expect(JSON.stringify(actions)).toContain(
    'block Block(channels: int, wide: bool, act: layer, rate) =\\n  conv(channels, 3, bias: wide) -> act -> dropout(rate)',
  );
  expect(JSON.stringify(actions)).toContain('"newText":"Block(channels, wide, act, rate)"');
  expect(await editor.stop()).toBe(0);
  expect(editor.log).toEqual([]);
});
