import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Editor, marked } from './editor.ts';

const editor = new Editor();
const folder = mkdtempSync(join(tmpdir(), 'netc completion '));
const uri = pathToFileURL(join(folder, 'main.net')).href;

/** A train with a `SETTING` to complete, and a phase that measures something else. */
const program = `data people = table("people.csv") {
  photo: image(column: "file", size: 8x8)
  race: class("white", "black asian", column: "Race")
  age: number
  split: fractions(80%, 10%, 10%)
}

data pets = images("pets") {
  size: 8x8
  split: fractions(80%, 10%, 10%)
  CLASSES
}

model Net(photo: [8, 8, 3]) {
  base = photo -> flatten
  output race = base -> dense(2, softmax)
  output age = base -> dense(1)
}

train learn = Net on people {
  minimize: cross_entropy(race) + mse(age)
  metrics: accuracy(race), mae(age), confusion(race)
  optimizer: adam(1e-3)
  epochs: 3
  SETTING
  phase second {
    metrics: top3_error(race)
    PHASE
  }
}

train tell = Net on pets {
  OTHER
}
`;

beforeAll(async () => {
  writeFileSync(join(folder, 'people.csv'), 'file,Race,age\n');
  for (const name of ['cat', 'guinea pig']) {
    mkdirSync(join(folder, 'pets', name), { recursive: true });
    writeFileSync(join(folder, 'pets', name, '1.jpg'), '');
  }
  await editor.start(folder);
  await editor.open(uri, plain(program));
  // What lies in folders is looked at behind the first answers.
  await vi.waitFor(async () => {
    expect(await labels('OTHER', 'class_weights: { | }')).not.toEqual([]);
  });
});

afterAll(async () => {
  expect(await editor.stop()).toBe(0);
  expect(editor.log).toEqual([]);
  rmSync(folder, { recursive: true });
});

interface Item {
  readonly label: string;
  readonly textEdit: { readonly newText: string };
  readonly documentation?: { readonly value: string };
}

/** A program without the places that nothing is written in. */
function plain(text: string): string {
  return text.replace(/^ *(?:SETTING|PHASE|OTHER|CLASSES)\n/gm, '');
}

/** What is offered at the `|` of what stands in a place of the program. */
async function items(place: string, written: string): Promise<readonly Item[]> {
  const { text, position } = marked(plain(program.replace(place, written)));
  await editor.edit(uri, { text });
  const offered = await editor.ask('textDocument/completion', { textDocument: { uri }, position });
  return offered as readonly Item[];
}

async function labels(place: string, written: string): Promise<readonly string[]> {
  return (await items(place, written)).map(({ label }) => label);
}

describe('in a train, an editor is offered', () => {
  it('the ways that a setting may go, with what each must be told', async () => {
    expect(await labels('SETTING', 'stop: |')).toEqual(['early', 'never']);
    expect(await labels('SETTING', 'keep: |')).toEqual(['best', 'last']);
    expect(await labels('SETTING', 'clip: gl|')).toEqual(['norm', 'global_norm', 'value', 'none']);
    expect(await labels('SETTING', 'mix: |')).toEqual(['mixup', 'cutmix', 'none']);
    expect(await labels('SETTING', 'class_weights: |')).toContain('balanced');
    const schedules = await items('SETTING', 'schedule: |');
    expect(schedules.map(({ label }) => label)).toContain('one_cycle');
    const step = schedules.find(({ label }) => label === 'step');
    expect(step?.textEdit.newText).toBe('step(${1:every})');
    expect(step?.documentation?.value).toContain('falls at once');
  });

  it('the options of a way', async () => {
    expect(await labels('SETTING', 'schedule: cosine(|)')).toEqual(
      expect.arrayContaining(['warmup:', 'floor:']),
    );
    expect(await labels('SETTING', 'stop: early(5, |)')).toEqual(['watch:', 'min_delta:']);
  });

  it('the figures that the phase measures', async () => {
    const figures = ['val_loss', 'val_accuracy', 'val_mae', 'loss', 'accuracy', 'mae'];
    expect(await labels('SETTING', 'stop: early(5, watch: |)')).toEqual([...figures, 'none']);
    expect(await labels('SETTING', 'keep: best(|)')).toEqual(expect.arrayContaining(figures));
    const second = await labels('PHASE', 'schedule: plateau(watch: |)');
    expect(second).toEqual(['val_loss', 'val_top3_error', 'loss', 'top3_error', 'none']);
  });

  it('the classes of the data, of a table or found in a folder', async () => {
    const declared = await items('SETTING', 'class_weights: { | }');
    expect(declared.map(({ textEdit }) => textEdit.newText)).toEqual(['white: ', '"black asian": ']);
    expect(await labels('SETTING', 'class_weights: { white: 2, | }')).toEqual(['black asian']);
    expect(await labels('OTHER', 'class_weights: { | }')).toEqual(['cat', 'guinea pig']);
  });

  it('the labels of the data that an output may learn, and paths in a record', async () => {
    expect(await labels('SETTING', 'metrics: mae(age, |)')).toEqual(['race', 'age']);
    expect(await labels('SETTING', 'rates: { | }')).toContain('base');
  });
});

it('types of columns say what they are', async () => {
  await editor.edit(uri, { text: plain(program) });
  const { position } = marked(plain(program).replace('class(', '|class('));
  const hover = await editor.ask('textDocument/hover', { textDocument: { uri }, position });
  expect(JSON.stringify(hover)).toContain('One of several classes');
});

describe('in data, an editor is offered', () => {
  it('the settings of its kind that are not said yet', async () => {
    expect(await labels('CLASSES', 'la|')).toEqual(['channels', 'resize', 'pixels', 'classes', 'labels']);
    expect(await labels('age: number', '|')).toEqual(expect.arrayContaining(['delimiter']));
  });

  it('columns of the file, and classes that lie in the folder', async () => {
    expect(await labels('column: "Race"', 'column: "|"')).toEqual(['file', 'Race', 'age']);
    const classes = await items('CLASSES', 'classes: |');
    expect(classes.map(({ textEdit }) => textEdit.newText)).toEqual(['cat', '"guinea pig"']);
  });
});

describe('in data, an editor is offered', () => {
  /** A declaration of its own before the program. */
  const own = async (written: string): Promise<readonly string[]> => {
    const { text, position } = marked(`${written}\n${plain(program)}`);
    await editor.edit(uri, { text });
    const offered = await editor.ask('textDocument/completion', { textDocument: { uri }, position });
    return (offered as readonly Item[]).map(({ label }) => label);
  };

  it('what data may be', async () => {
    expect(await own('data d = |')).toEqual(['images', 'table', 'idx', 'cifar10', 'cifar100', 'arrays']);
  });

  it('what data of a kind may say', async () => {
    expect(await own('data d = idx("digits") {\n  size: 28x28\n  |\n}')).toEqual([
      ...['channels', 'resize', 'pixels', 'split', 'classes'],
    ]);
    expect(await own('data d = cifar10("cifar") {\n  |\n}')).not.toContain('classes');
    expect(await own('data d = arrays("x.npz") {\n  |\n}')).toEqual(['split']);
  });

  it('the words that settings may be', async () => {
    expect(await own('data d = images("pets") {\n  pixels: |\n}')).toEqual([
      ...['unit', 'bytes', 'tf', 'caffe', 'torch', 'standardized'],
    ]);
    expect(await own('data d = images("pets") {\n  resize: |\n}')).toEqual(['stretch', 'crop', 'pad']);
    expect(await own('data d = images("pets") {\n  channels: |\n}')).toEqual(['1', '3']);
    expect(await own('data d = images("pets") {\n  split: |\n}')).toEqual([
      ...['folders', 'fractions', 'counts', 'hash'],
    ]);
    const named = 'data d = images("pets") {\n  labels: name("{class}.{person}.{n}.jpg")\n  split: ';
    expect(await own(`${named}fractions(80%, 10%, 10%, |)\n}`)).toEqual(['by:']);
    expect(await own(`${named}hash(80%, 10%, 10%, by: |)\n}`)).toEqual(['person', 'n', 'name']);
    expect(await own('data d = images("pets") {\n  split: hash(1, 0, 0, by: |)\n}')).toEqual(['name']);
    expect(await own('data d = arrays("x.npz") {\n  split: hash(80%, 10%, 10%, |)\n}')).toEqual(['by:']);
    expect(await own('data d = idx("digits") {\n  split: hash(80%, 10%, 10%, |)\n}')).toEqual([]);
    expect(await own('data d = idx("digits") {\n  split: |\n}')).toContain('files');
    expect(await own('data d = table("people.csv") {\n  photo: |\n}')).toContain('image');
  });

  it('the options of a column, and their words', async () => {
    expect(await own('data d = table("people.csv") {\n  photo: image(|)\n}')).toEqual(
      expect.arrayContaining(['column:', 'size:', 'channels:', 'resize:', 'pixels:']),
    );
    expect(await own('data d = table("people.csv") {\n  photo: image(size: 8x8, pixels: |)\n}')).toContain(
      'caffe',
    );
    expect(await own('data d = table("people.csv") {\n  age: number(optional: |)\n}')).toEqual([
      'true',
      'false',
    ]);
  });
});
