import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { pressed, recording } from '../../bench/keystrokes.mjs';
import { Editor } from './editor.ts';

it('a long session ends with right answers, nothing in the log, and nothing more remembered', async () => {
  const editor = new Editor();
  // No photos lie there.
  await editor.start(tmpdir());
  const { text: start, keys } = recording(500, 1000);
  const uri = 'untitled:session';
  const range = { start: { line: 0, character: 0 }, end: { line: 60, character: 0 } };
  const hints = (document: string) =>
    editor.ask('textDocument/inlayHint', { textDocument: { uri: document }, range });
  await editor.open(uri, start);
  const first = await hints(uri);
  const sizes = async () => {
    const { heap, ...counts } = (await editor.ask('netc/sizes', null)) as Readonly<Record<string, number>>;
    expect(heap).toBeGreaterThan(0);
    return counts;
  };
  const before = await sizes();
  let text = start;
  for (const [index, key] of keys.entries()) {
    const after = pressed(text, key);
    text = after.text;
    await editor.edit(uri, after.change);
    if (index % 10 === 0) await hints(uri);
  }
  expect(text).toBe(start);
  expect(await hints(uri)).toEqual(first);
  const after = await sizes();
  expect(after['results']).toBe(before['results']);
  expect(after['open']).toBe(1);
  expect(after['stored']).toBe(before['stored']);
  // Each declaration points into one version of the text at most.
  expect(after['versions']).toBeLessThanOrEqual(
    start.match(/^(?:block|model|train|data|param|import)/gm)?.length ?? 0,
  );
  const fresh = await editor.open('untitled:fresh', start);
  expect(editor.diagnostics.get(uri)).toEqual(fresh);
  expect(await editor.stop()).toBe(0);
  expect(editor.log).toEqual([]);
});
