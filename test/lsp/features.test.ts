import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Editor, marked } from './editor.ts';

const editor = new Editor();
const folder = mkdtempSync(join(tmpdir(), 'netc lsp '));
const uriOf = (name: string): string => pathToFileURL(join(folder, name)).href;

const blocks = `/// A convolution and its normalisation.
block Norm(channels: int, stride: int = 1) =
  conv(channels, 3, stride: stride, padding: same) -> batchnorm
`;

const main = `import { Norm } from "./blocks.net"
import { VGG16 } from "std/vgg"

data pets = images("photos") {
  size: 32x32
  split: folders
}

model Net(photo: [32, 32, 3]) {
  stem = photo -> Norm(8)
  base = stem -> VGG16(top: false)
  output kind = base -> flatten -> dense(4, relu) -> dropout(0.5) -> dense(1, sigmoid)
}

train tune = Net on pets {
  minimize: binary_crossentropy(kind)
  metrics: accuracy(kind)
  optimizer: adam(1e-3)
  epochs: 1
  freeze: base.block1
}
`;

const uri = uriOf('main.net');

beforeAll(async () => {
  mkdirSync(join(folder, 'photos'));
  writeFileSync(join(folder, 'blocks.net'), blocks);
  writeFileSync(join(folder, 'main.net'), main);
  await editor.start(folder);
  expect((await editor.open(uri, main)).filter(({ severity }) => severity === 1)).toEqual([]);
});

afterAll(async () => {
  expect(await editor.stop()).toBe(0);
  expect(editor.log).toEqual([]);
  rmSync(folder, { recursive: true });
});

/** The position of a text in a document, some characters into it. */
function at(text: string, part: string, into = 0) {
  const before = text.slice(0, text.indexOf(part) + into).split('\n');
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

const whole = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

async function ask(method: string, part: string, into = 0, more: object = {}): Promise<unknown> {
  return editor.ask(`textDocument/${method}`, {
    textDocument: { uri },
    position: at(main, part, into),
    ...more,
  });
}

/** Labels of what is offered at the `|` of a text. */
async function offered(text: string): Promise<readonly string[]> {
  const { text: plain, position } = marked(text);
  const other = uriOf('other.net');
  await editor.open(other, plain);
  const items = await editor.ask('textDocument/completion', { textDocument: { uri: other }, position });
  await editor.tell('textDocument/didClose', { textDocument: { uri: other } });
  return Array.isArray(items) ? items.map(({ label }: { readonly label: string }) => label) : [];
}

describe('an editor gets', () => {
  it('shapes and parameters behind layers and blocks', async () => {
    const hints = await editor.ask('textDocument/inlayHint', { textDocument: { uri }, range: whole });
    expect(hints).toContainEqual({
      label: '[32, 32, 8]  256',
      kind: 1,
      paddingLeft: true,
      position: at(main, 'Norm(8)', 7),
    });
    expect(hints).toContainEqual(expect.objectContaining({ label: '[4]  2,052' }));
  });

  it('shapes over symbols in blocks', async () => {
    const other = uriOf('blocks.net');
    await editor.open(other, blocks);
    const hints = await editor.ask('textDocument/inlayHint', { textDocument: { uri: other }, range: whole });
    expect(hints).toContainEqual(
      expect.objectContaining({ label: '[ceil(h / stride), ceil(w / stride), channels]' }),
    );
  });

  it('what there is to know of layers, options, settings, losses and names', async () => {
    const text = async (part: string, into = 0) => JSON.stringify(await ask('hover', part, into));
    expect(await text('dense(4')).toContain('2,052 parameters');
    expect(await text('dense(4')).toContain('[512] → [4]');
    expect(await text('dense(4')).toContain('kind.dense1');
    expect(await text('relu)')).toContain('Applied to the result');
    expect(await text('minimize')).toContain('sum of losses');
    expect(await text('binary_crossentropy')).toContain('two classes');
    expect(await text('adam')).toContain('Kingma');
    expect(await text('size: 32x32')).toContain('height first');
    expect(await text('split: folders')).toContain('for validation');
    expect(await text('Norm }')).toContain('A convolution and its normalisation');
    expect(await text('base =')).toContain('[1, 1, 512]');
  });

  it('what can be written', async () => {
    expect(await offered('mo|')).toContain('model');
    expect(await offered('model A(x: [8, 8, 3]) {\n  output y = x -> co|\n}\n')).toContain('conv');
    expect(await offered('model A(x: [8, 8, 3]) {\n  output y = x -> conv(4, 3, padding: |\n}\n')).toEqual(
      expect.arrayContaining(['valid', 'same']),
    );
    expect(await offered('model A(x: [8, 8, 3]) {\n  output y = x -> conv(4, 3, |)\n}\n')).toEqual(
      expect.arrayContaining(['relu', 'stride:']),
    );
    expect(await offered('import { | } from "std/vgg"\n')).toEqual(
      expect.arrayContaining(['VGG16', 'VGG19']),
    );
    expect(await offered('import { A } from "std/v|"\n')).toContain('vgg');
    expect(await offered('import { A } from "./|"\n')).toContain('blocks.net');
    expect(await offered(main.replace('base.block1', 'base.|'))).toContain('block5');
    expect(await offered(main.replace('  epochs: 1\n', '  ep|\n'))).toContain('epochs');
    expect(await offered(main.replace('adam(1e-3)', '|'))).toContain('rmsprop');
    expect(await offered(main.replace('accuracy(kind)', 'accuracy(|)'))).toContain('kind');
    expect(await offered('data a = images("|")\n')).toContain('photos');
  });

  it('the options of a call, and which is written', async () => {
    const help = await ask('signatureHelp', 'dense(4, relu)', 9);
    expect(help).toMatchObject({ activeParameter: 1 });
    expect(JSON.stringify(help)).toContain('dense(units, activation = none');
  });

  it('where names are declared and used, in several files', async () => {
    expect(await ask('definition', 'Norm(8)')).toEqual({
      uri: uriOf('blocks.net'),
      range: { start: at(blocks, 'Norm'), end: at(blocks, 'Norm', 4) },
    });
    expect(await ask('definition', 'VGG16(')).toMatchObject({
      uri: expect.stringMatching(/stdlib\/vgg\.net$/) as unknown,
    });
    expect(await ask('definition', 'base.block1', 6)).toMatchObject({
      uri: expect.stringMatching(/stdlib\/vgg\.net$/) as unknown,
    });
    const found = await ask('references', 'kind =', 0, { context: { includeDeclaration: true } });
    expect(found).toHaveLength(3);
  });

  it('new names everywhere, where that is safe', async () => {
    const edit = await ask('rename', 'Norm(8)', 0, { newName: 'ConvNorm' });
    expect(edit).toMatchObject({ changes: { [uri]: { length: 2 }, [uriOf('blocks.net')]: { length: 1 } } });
    const refused = (part: string, newName: string) => expect(ask('rename', part, 0, { newName })).rejects;
    await refused('Norm(8)', 'VGG16').toThrow('There is a VGG16 already, in main.net.');
    await refused('Norm(8)', 'dense').toThrow('dense is a word of the language');
    await refused('Norm(8)', '8').toThrow('8 is no name');
    await refused('dense(4', 'Other').toThrow('There is no name here');
    await expect(ask('prepareRename', 'VGG16(')).rejects.toThrow('declared in the standard library');
    expect(await ask('prepareRename', 'dense(4')).toBeNull();
    expect(await ask('rename', 'base =', 0, { newName: 'trunk' })).toMatchObject({
      changes: { [uri]: { length: 3 } },
    });
  });

  it('outlines, folds, links, lenses, and colours with what is frozen', async () => {
    const document = { textDocument: { uri } };
    const symbols = await editor.ask('textDocument/documentSymbol', document);
    expect(symbols).toContainEqual(
      expect.objectContaining({
        name: 'Net',
        children: ['photo', 'stem', 'base', 'kind'].map(
          (name) => expect.objectContaining({ name }) as unknown,
        ),
      }),
    );
    expect(await editor.ask('workspace/symbol', { query: 'nrm' })).toContainEqual(
      expect.objectContaining({ name: 'Norm' }),
    );
    expect(await editor.ask('textDocument/foldingRange', document)).toContainEqual({
      startLine: at(main, 'model Net').line,
      endLine: at(main, 'train tune').line - 2,
    });
    const links = await editor.ask('textDocument/documentLink', document);
    expect(JSON.stringify(links)).toContain('blocks.net');
    expect(JSON.stringify(links)).toContain('photos');
    const lenses = await editor.ask('textDocument/codeLens', document);
    expect(JSON.stringify(lenses)).toContain('summary: 14,719,881 parameters');
    const recipe = 'untitled:recipe';
    await editor.open(
      recipe,
      readFileSync(new URL('../../examples/vgg_finetune.net', import.meta.url), 'utf8'),
    );
    const tokens = await editor.ask('textDocument/semanticTokens/full', { textDocument: { uri: recipe } });
    const { data } = tokens as { readonly data: readonly number[] };
    // Function, of a frozen layer: the VGG16 that the first phase freezes, and nothing else.
    const frozen = data.flatMap((bits, index) =>
      index % 5 === 4 && (bits & 8) > 0 ? [data[index - 1]] : [],
    );
    expect(frozen).toEqual([0]);
  });

  it('repairs, and blocks of stages', async () => {
    const text =
      'model A(x: [8, 8, 3]) {\n  output y = x -> convv(4, 3) -> flatten -> dense(2, softmax)\n}\n';
    const other = uriOf('wrong.net');
    const diagnostics = await editor.open(other, text);
    const range = { start: at(text, 'convv'), end: at(text, 'convv', 5) };
    const actions = await editor.ask('textDocument/codeAction', {
      textDocument: { uri: other },
      range,
      context: { diagnostics },
    });
    expect(actions).toContainEqual(
      expect.objectContaining({
        title: 'Change to conv',
        edit: { changes: { [other]: [{ range, newText: 'conv' }] } },
      }),
    );
    const selected = { start: at(main, 'dense(4'), end: at(main, 'dropout(0.5)', 12) };
    const extracted = await editor.ask('textDocument/codeAction', {
      textDocument: { uri },
      range: selected,
      context: { diagnostics: [] },
    });
    expect(JSON.stringify(extracted)).toContain(
      'block Block(units: int) =\\n  dense(units, relu) -> dropout(0.5)\\n\\n',
    );
    expect(JSON.stringify(extracted)).toContain('"newText":"Block(4)"');
  });

  it('who calls a block, and what it calls', async () => {
    const items = await ask('prepareCallHierarchy', 'Norm(8)');
    const [item] = items as readonly unknown[];
    expect(item).toMatchObject({ name: 'Norm' });
    expect(await editor.ask('callHierarchy/incomingCalls', { item })).toContainEqual(
      expect.objectContaining({ from: expect.objectContaining({ name: 'Net' }) as unknown }),
    );
  });

  it('programs laid out', async () => {
    const other = uriOf('untidy.net');
    await editor.open(other, 'const   a=1\n');
    const edits = await editor.ask('textDocument/formatting', { textDocument: { uri: other }, options: {} });
    expect(edits).toMatchObject([{ newText: expect.stringContaining('=') as unknown }]);
  });

  it('answers about every example and every file of the library, and about broken ones', async () => {
    const files = ['examples/vgg_finetune.net', 'examples/blocks.net', 'stdlib/resnet.net'];
    const texts = files.map((name) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8'));
    for (const [index, text] of [
      ...texts,
      ...texts.map((each) => each.slice(0, each.length * 0.7)),
    ].entries()) {
      const other = `untitled:program-${index}`;
      await editor.open(other, text);
      const document = { textDocument: { uri: other } };
      const position = { line: 14, character: 12 };
      const context = { diagnostics: editor.diagnostics.get(other), includeDeclaration: true };
      for (const method of [
        'hover',
        'completion',
        'signatureHelp',
        'definition',
        'references',
        'prepareRename',
      ]) {
        await editor.ask(`textDocument/${method}`, { ...document, position, context });
      }
      for (const method of ['inlayHint', 'semanticTokens/full', 'codeLens', 'documentSymbol', 'codeAction']) {
        expect(
          await editor.ask(`textDocument/${method}`, { ...document, range: whole, context }),
        ).not.toBeNull();
      }
    }
  });
});
