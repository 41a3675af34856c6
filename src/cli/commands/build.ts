import process from 'node:process';
import { command } from '../command.ts';
import { settingOption, settingsOf, trainOption } from '../options.ts';

const options = {
  emit: {
    choices: ['ir', 'ast', 'typed', 'program', 'savedmodel'],
    default: 'ir',
    describe: 'which stage to show',
  },
  out: { type: 'string', requiresArg: true, describe: 'file (for savedmodel: folder) to write' },
  graph: {
    type: 'string',
    requiresArg: true,
    describe: 'with --emit ir: only this graph, such as train/0, evaluate/0 or predict',
  },
  after: { type: 'string', requiresArg: true, describe: 'with --graph: as it is after this pass' },
  ...trainOption,
  ...settingOption,
} as const;

/** `netc build`: shows what the compiler makes of a file, at any stage; needs neither photos nor weights. */
export const buildCommand = command({
  usage: 'build <file>',
  describe: 'compile a file and print a stage of it, without photos or an engine',
  examples: [
    ['netc build examples/small_convnet.net', 'the graphs of the training as text, one line an op'],
    ['netc build small.net --emit ir --graph train/0 --after gradients', 'one graph between two passes'],
    ['netc build small.net --emit savedmodel --out small_model', 'a TensorFlow SavedModel'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('file', { type: 'string', demandOption: true, describe: 'the .net file' })
      .options(options),
  run: async ({ file, set, ...rest }, terminal) => {
    const { emitStage } = await import('../emit-stage.ts');
    return emitStage(
      file,
      { workingDirectory: process.cwd(), settings: settingsOf(set), train: rest.train, data: 'none' },
      { stage: rest.emit, out: rest.out, graph: rest.graph, after: rest.after },
      terminal,
    );
  },
});
