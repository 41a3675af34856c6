import process from 'node:process';
import type { InspectedData } from '../../runtime/project/inspect-data.ts';
import type { DataSummary } from '../../report/data-text.ts';
import { counted } from '../../report/numbers.ts';
import { command, type ExitCode } from '../command.ts';
import type { Terminal } from '../terminal.ts';
import { jsonOption, settingOption, settingsOf } from '../options.ts';
import { exitCodeOf, showProblems } from '../show-problems.ts';

const options = {
  fix: {
    type: 'boolean',
    default: false,
    describe: 'list broken photos and copies in several splits in netc-quarantine.txt, which leaves them out',
  },
  preview: {
    type: 'string',
    requiresArg: true,
    describe: 'draw photos beside what augmentation makes of them, in a PNG or JPEG',
  },
  ...jsonOption,
  ...settingOption,
} as const;

/** `netc data`: what is in the data of a file, and what is wrong with it. */
export const dataCommand = command({
  usage: 'data <file>',
  describe: 'look at its data: counts of classes, sizes of photos, broken files, duplicates',
  examples: [
    ['netc data examples/small_convnet.net', 'how many photos of which class and size, and what is wrong'],
    ['netc data pets.net --preview out.png', 'see what augmentation makes of training photos'],
    ['netc data pets.net --fix', 'leave out what is broken or in several splits; no photo is touched'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('file', { type: 'string', demandOption: true, describe: 'the .net file' })
      .options(options),
  run: async ({ file, json, set, fix, preview }, terminal) => {
    if (preview !== undefined) return drawPreview(file, preview, settingsOf(set), terminal);
    const { inspectData } = await import('../../runtime/project/inspect-data.ts');
    const { countLine } = await import('../count-line.ts');
    const line = await countLine(terminal);
    const inspected = await inspectData(file, {
      workingDirectory: process.cwd(),
      settings: settingsOf(set),
      fix,
      progress: (dataset, done, total) => {
        line.show(`Looking at ${dataset}`, done, total);
      },
    }).finally(() => {
      line.close();
    });
    const diagnostics = inspected.flatMap((each) => each.diagnostics);
    if (json) terminal.out(`${JSON.stringify({ data: inspected.map(asJson) })}\n`);
    else {
      const { dataText } = await import('../../report/data-text.ts');
      for (const each of inspected) {
        terminal.out(`${dataText(summaryOf(each))}\n`);
        if (each.quarantine !== undefined) terminal.out(`${quarantineLine(each.quarantine)}\n`);
      }
      await showProblems(diagnostics, terminal);
    }
    // What was listed is mended.
    return fix ? 0 : exitCodeOf(diagnostics);
  },
});

async function drawPreview(
  file: string,
  path: string,
  settings: Readonly<Record<string, string>>,
  terminal: Terminal,
): Promise<ExitCode> {
  const { previewAugmentation } = await import('../../runtime/project/preview-augmentation.ts');
  const shown = await previewAugmentation(file, { workingDirectory: process.cwd(), settings, path });
  for (const heading of shown) terminal.out(`${heading}\n`);
  terminal.out(
    shown.length === 0 ? `No train of ${file} augments its photos: nothing to draw\n` : `Drawn in ${path}\n`,
  );
  return 0;
}

function quarantineLine({ path, photos }: NonNullable<InspectedData['quarantine']>): string {
  return photos === 0
    ? 'Nothing to leave out.'
    : `Left out from now on: ${counted(photos, 'photo')}, listed in ${path}`;
}

function summaryOf({ dataset, path, noun, counts, samples, sizes, ...found }: InspectedData): DataSummary {
  const three = ({ least, middle, most }: { least: number; middle: number; most: number }) =>
    [least, middle, most] as const;
  return {
    name: dataset.name,
    path,
    samples,
    noun,
    classes: counts,
    groups: dataset.groups?.(),
    sizes: sizes && { height: three(sizes.height), width: three(sizes.width) },
    bytes: found.bytes,
    hasPhotos: dataset.images.length > 0,
    broken: found.broken.length,
    identical: found.identical.length,
    similar: found.similar.length,
    quarantined: dataset.quarantined.size,
  };
}

function asJson(inspected: InspectedData): unknown {
  const { broken, identical, similar, diagnostics, quarantine } = inspected;
  const names = (alike: InspectedData['identical']) =>
    alike.map((photos) =>
      photos.map(({ photo, split, class: name }) => ({ file: photo.file, split, class: name })),
    );
  return {
    ...summaryOf(inspected),
    broken,
    identical: names(identical),
    similar: names(similar),
    messages: diagnostics.map(({ code, severity, title }) => ({ code, severity, title })),
    quarantine: quarantine ?? null,
  };
}
