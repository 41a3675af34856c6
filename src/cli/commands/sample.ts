import process from 'node:process';
import { command } from '../command.ts';

const options = {
  train: { type: 'number', default: 2000, requiresArg: true, describe: 'photos to train on' },
  validation: { type: 'number', default: 1000, requiresArg: true, describe: 'photos for validation' },
  test: { type: 'number', default: 1000, requiresArg: true, describe: 'photos for the test' },
  seed: { type: 'number', default: 1, requiresArg: true, describe: 'another seed draws other photos' },
} as const;

/** `netc sample`: draws photos for those who have none yet. */
export const sampleCommand = command({
  usage: 'sample <kind> <folder>',
  describe: 'draw sample photos: pets are cats and dogs',
  examples: [['netc sample pets data/pets', '2,000 photos to train, 1,000 each for validation and test']],
  flags: options,
  build: (cli) =>
    cli
      .positional('kind', { type: 'string', demandOption: true, describe: 'what to draw: pets' })
      .positional('folder', { type: 'string', demandOption: true, describe: 'where to put it' })
      .options(options),
  run: async ({ kind, folder, train, validation, test, seed }, terminal) => {
    const { drawSample } = await import('../../runtime/sample/index.ts');
    const { countLine } = await import('../count-line.ts');
    const stop = new AbortController();
    const onSignal = (): void => {
      stop.abort();
    };
    process.once('SIGINT', onSignal);
    const line = await countLine(terminal);
    try {
      const { drawn } = await drawSample(kind, {
        folder,
        counts: { train, validation, test },
        seed,
        signal: stop.signal,
        onProgress: ({ drawn, wanted }) => {
          line.show('drawing', drawn, wanted);
        },
      });
      line.close();
      const all = train + validation + test;
      terminal.out(drawn === 0 ? `${folder} is complete\n` : `Drew ${drawn} of ${all} photos in ${folder}\n`);
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
