import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, marked } from './editor.ts';

const editor = new Editor();
const folder = mkdtempSync(join(tmpdir(), 'netc client '));
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

const blocks = 'block Norm(channels: int) =\n  conv(channels, 3, padding: same) -> batchnorm\n';

const main = `import { Norm } from "./blocks.net"

block Twice(channels: int) =
  Norm(channels) -> Norm(channels)

model Net(photo: [8, 8, 3]) {
  base = photo -> Twice(4)
  output kind = [base, base -> Norm(4)] -> add -> global_avgpool -> dense(2, softmax)
}
`;

const uri = uriOf('main.net');

beforeAll(async () => {
  writeFileSync(join(folder, 'blocks.net'), blocks);
  writeFileSync(join(folder, 'main.net'), main);
  // An editor that can nothing of what it need not.
  await editor.start(folder, {});
  expect(await editor.open(uri, main)).toEqual([]);
});

afterAll(async () => {
  expect(await editor.stop()).toBe(0);
  expect(editor.log).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** The position of a text in another, some characters into it. */
function at(text: string, part: string, into = 0) {
  const { position } = marked(text.replace(part, `${part.slice(0, into)}|${part.slice(into)}`));
  return position;
}

function rangeOf(text: string, part: string, length: number, into = 0) {
  return { start: at(text, part, into), end: at(text, part, into + length) };
}

it('highlights where a name is given and where it is used', async () => {
  const position = at(main, 'base ->');
  const found = await editor.ask('textDocument/documentHighlight', { textDocument: { uri }, position });
  const [read, write] = [2, 3];
  expect(found).toEqual([
    { range: rangeOf(main, 'base =', 4), kind: write },
    { range: rangeOf(main, 'base, ', 4), kind: read },
    { range: rangeOf(main, 'base ->', 4), kind: read },
  ]);
});

it('tells which blocks a block and a model are made of, and where', async () => {
  const outgoing = async (part: string, into: number) => {
    const position = at(main, part, into);
    const [item] = (await editor.ask('textDocument/prepareCallHierarchy', {
      textDocument: { uri },
      position,
    })) as readonly unknown[];
    return editor.ask('callHierarchy/outgoingCalls', { item });
  };
  expect(await outgoing('block Twice', 6)).toMatchObject([
    {
      to: { name: 'Norm', uri: uriOf('blocks.net'), selectionRange: rangeOf(blocks, 'Norm', 4) },
      fromRanges: [rangeOf(main, 'Norm(channels) ->', 4), rangeOf(main, '-> Norm(channels)', 4, 3)],
    },
  ]);
  expect(await outgoing('model Net', 6)).toMatchObject([
    { to: { name: 'Twice', uri }, fromRanges: [rangeOf(main, 'Twice(4)', 5)] },
    { to: { name: 'Norm' }, fromRanges: [rangeOf(main, 'Norm(4)', 4)] },
  ]);
});

it('offers plain text to an editor that fills in no places', async () => {
  const items = async (text: string, index: number) => {
    const { text: plain, position } = marked(text);
    const other = uriOf(`plain-${index}.net`);
    await editor.open(other, plain);
    const offered = await editor.ask('textDocument/completion', { textDocument: { uri: other }, position });
    return offered as readonly {
      readonly label: string;
      readonly insertTextFormat?: number;
      readonly textEdit: { readonly newText: string };
    }[];
  };
  for (const [index, text] of [
    '|',
    'model A(x: [8, 8, 3]) {\n  output y = x -> |\n}\n',
    'model A(x: [8, 8, 3]) {\n  output y = x -> conv(|)\n}\n',
    'data a = |\n',
    'train a = A on b {\n  |\n}\n',
    'train a = A on b {\n  schedule: |\n}\n',
  ].entries()) {
    const offered = await items(text, index);
    expect(offered).not.toEqual([]);
    expect(offered.filter(({ insertTextFormat }) => insertTextFormat !== undefined)).toEqual([]);
    expect(offered.filter(({ textEdit }) => textEdit.newText.includes('$'))).toEqual([]);
  }
});

it('judges a program again when a file beside it changes', async () => {
  const told = editor.published(uri);
  writeFileSync(join(folder, 'blocks.net'), blocks.replace('Norm', 'Normed'));
  const changes = [{ uri: uriOf('blocks.net'), type: 2 }];
  await editor.tell('workspace/didChangeWatchedFiles', { changes });
  await told;
  const found = editor.diagnostics.get(uri) ?? [];
  expect(found[0]?.message).toContain('Norm');
  expect(found[0]?.range).toEqual(rangeOf(main, 'Norm', 4));
  const mended = editor.published(uri);
  writeFileSync(join(folder, 'blocks.net'), blocks);
  await editor.tell('workspace/didChangeWatchedFiles', { changes });
  await mended;
  expect(editor.diagnostics.get(uri)).toEqual([]);
});

it('counts lines and characters of a file with CRLF as it does of any other', async () => {
  const other = uriOf('windows.net');
  const unix = '// Café ☕\nmodel A(x: [8, 8, 3]) {\n  output y = x -> flatten -> densee(2, softmax)\n}\n';
  const windows = unix.replaceAll('\n', '\r\n');
  const [wrong] = await editor.open(other, windows);
  expect(wrong?.range).toEqual(rangeOf(unix, 'densee', 6));
  const told = editor.published(other);
  await editor.edit(other, { range: wrong?.range, text: 'dense' });
  await told;
  expect(editor.diagnostics.get(other)).toEqual([]);
  const whole = { start: { line: 0, character: 0 }, end: { line: 9, character: 0 } };
  const document = { textDocument: { uri: other } };
  const mended = unix.replace('densee', 'dense');
  expect(await editor.ask('textDocument/inlayHint', { ...document, range: whole })).toContainEqual(
    expect.objectContaining({ label: '[2]  386', position: at(mended, 'softmax)', 8) }),
  );
  const position = at(mended, 'x ->');
  expect(await editor.ask('textDocument/rename', { ...document, position, newName: 'photo' })).toEqual({
    changes: {
      [other]: ['x: [', 'x ->'].map((part) => ({ range: rangeOf(mended, part, 1), newText: 'photo' })),
    },
  });
});
