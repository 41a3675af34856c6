import { extname } from 'node:path';
import process from 'node:process';
import { badArguments } from '../../diagnostics/catalogue/run.ts';
import { Problem } from '../../runtime/problem.ts';
import { command } from '../command.ts';
import { settingOption, settingsOf } from '../options.ts';

const formats = ['svg', 'png', 'dot', 'json'] as const;

const options = {
  out: {
    alias: 'o',
    type: 'string',
    requiresArg: true,
    describe: 'file to write; its ending says the format',
  },
  format: { choices: formats, describe: 'svg unless --out says otherwise' },
  depth: {
    type: 'number',
    requiresArg: true,
    describe: 'show paths of so many steps, and what lies deeper as one box; as deep as can be taken in',
  },
  columns: { type: 'number', requiresArg: true, describe: 'how many; as many as make the form of a slide' },
  model: { type: 'string', requiresArg: true, describe: 'which model of the file; the first' },
  phase: { type: 'string', requiresArg: true, describe: 'shade what this phase of a train leaves as it is' },
  ...settingOption,
} as const;

/** `netc graph`: the picture of a network. */
export const graphCommand = command({
  usage: 'graph <file>',
  describe: 'draw the network of a file: SVG, PNG, DOT or JSON',
  examples: [
    ['netc graph examples/googlenet.net -o googlenet.svg', 'a picture for a slide or a page'],
    ['netc graph pets.net --phase top -o top.png', 'what the phase top leaves frozen is grey'],
    ['netc graph resnet.net --depth 2 --format dot', 'for Graphviz'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('file', { type: 'string', demandOption: true, describe: 'the .net file' })
      .options(options),
  run: async ({ file, out, format, depth, columns, model, phase, set }, terminal) => {
    const kind = format ?? formatOf(out) ?? 'svg';
    for (const [name, value] of Object.entries({ depth, columns }))
      if (value !== undefined && !(Number.isInteger(value) && value > 0))
        throw wrong(`--${name} wants a whole number from 1`);
    if (kind === 'png' && out === undefined) throw wrong('A PNG is no text: say with --out where to put it');
    const { pictureOfFile } = await import('../../runtime/project/draw-network.ts');
    const request = { workingDirectory: process.cwd(), settings: settingsOf(set), model, phase, depth };
    const picture = await pictureOfFile(file, request);
    const { pictureDot, pictureSvg } = await import('../../report/graph/index.ts');
    const text = async (): Promise<string> => {
      if (kind === 'json') return `${JSON.stringify(picture, undefined, 2)}\n`;
      return kind === 'dot' ? pictureDot(picture) : await pictureSvg(picture, columns);
    };
    if (out === undefined) {
      terminal.out(await text());
      return 0;
    }
    const { writeWhole } = await import('../../runtime/run-folder/write-whole.ts');
    const { picturePng } = await import('../../runtime/project/picture-png.ts');
    await writeWhole(out, kind === 'png' ? [await picturePng(await text())] : await text());
    terminal.err(`wrote ${out}: ${picture.model} at depth ${picture.depth}, ${picture.boxes.length} boxes\n`);
    return 0;
  },
});

function formatOf(out: string | undefined): (typeof formats)[number] | undefined {
  return formats.find((format) => extname(out ?? '').toLowerCase() === `.${format}`);
}

const wrong = (reason: string): Problem =>
  new Problem(badArguments(undefined, { command: 'netc graph', reason }));
