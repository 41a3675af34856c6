import process from 'node:process';
import { command } from '../command.ts';

const options = {
  train: {
    type: 'number',
    requiresArg: true,
    describe: 'photos to train on; where nothing is said 2,000, of animals 14,400, of digits 10,000',
  },
  validation: {
    type: 'number',
    requiresArg: true,
    describe: 'photos for validation; else 1,000, of animals 1,200, of digits none',
  },
  test: {
    type: 'number',
    requiresArg: true,
    describe: 'photos for the test; else 1,000, of animals 1,200, of digits 2,000',
  },
  without: {
    type: 'string',
    requiresArg: true,
    describe: 'classes to leave out, of pets or animals: cat,dog',
  },
  size: {
    type: 'number',
    requiresArg: true,
    describe: 'longest side of a photo in pixels; else 500 of pets, 250 of the others',
  },
  seed: { type: 'number', default: 1, requiresArg: true, describe: 'another seed draws other photos' },
} as const;

/** `netc sample`: draws photos for those who have none yet. */
export const sampleCommand = command({
  usage: 'sample <kind> <folder>',
  describe: 'draw sample photos: pets, animals, faces or digits',
  examples: [
    ['netc sample pets data/pets', 'cats and dogs: 2,000 to train, 1,000 each for validation and test'],
    ['netc sample animals data/animals', 'twelve kinds, as photos, paintings and drawings'],
    ['netc sample animals data/wild --without cat,dog', 'the other ten'],
    ['netc sample faces data/faces', '4,000 people, and data/faces.csv: age, gender, race, person'],
    ['netc sample digits data/digits', '10,000 to train and 2,000 to test, in the files of MNIST'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('kind', {
        type: 'string',
        demandOption: true,
        describe: 'what to draw: pets, animals, faces or digits',
      })
      .positional('folder', { type: 'string', demandOption: true, describe: 'where to put it' })
      .options(options),
  run: async ({ kind, folder, train, validation, test, without, size, seed }, terminal) => {
    const { drawSample } = await import('../../runtime/sample/index.ts');
    const { countLine } = await import('../count-line.ts');
    const stop = new AbortController();
    const onSignal = (): void => {
      stop.abort();
    };
    process.once('SIGINT', onSignal);
    const line = await countLine(terminal);
    try {
      const { drawn, wanted } = await drawSample(kind, {
        folder,
        counts: { train, validation, test },
        without: (without ?? '').split(',').flatMap((name) => name.trim() || []),
        size,
        seed,
        signal: stop.signal,
        onProgress: ({ drawn, wanted }) => {
          line.show('drawing', drawn, wanted);
        },
      });
      line.close();
      terminal.out(
        drawn === 0 ? `${folder} is complete\n` : `Drew ${drawn} of ${wanted} photos in ${folder}\n`,
      );
      return 0;
    } catch (error) {
      line.close();
      if (!stop.signal.aborted) throw error;
      terminal.out(`Stopped. What is drawn stays; the same command goes on from there.\n`);
      return 130;
    } finally {
      process.off('SIGINT', onSignal);
    }
  },
});
