import process from 'node:process';
import type { ExportTarget } from '../../codegen/export/exporters.ts';
import { command } from '../command.ts';
import { jsonOption } from '../options.ts';

/** Every target, in the order of help. Loading the exporters to know their names would take its time. */
const targets: { readonly [T in ExportTarget]: T } = {
  savedmodel: 'savedmodel',
  tfjs: 'tfjs',
  keras: 'keras',
  onnx: 'onnx',
  safetensors: 'safetensors',
};

const options = {
  to: { choices: Object.values(targets), demandOption: true, describe: 'which format' },
  out: {
    alias: 'o',
    type: 'string',
    requiresArg: true,
    describe: 'folder to write; exports/RUN-TARGET where it is not said',
  },
  weights: { choices: ['last', 'best'], default: 'last', describe: 'which of its weights' },
  fold: {
    type: 'boolean',
    default: false,
    describe: 'make batch normalisation a part of the layer before it',
  },
  quantize: {
    choices: ['none', 'float16', 'uint8'],
    default: 'none',
    describe: 'store weights in half or a quarter of the place',
  },
  force: { type: 'boolean', default: false, describe: 'replace an export that stands there' },
  ...jsonOption,
} as const;

/** `netc export`: a trained model in the format of another program. */
export const exportCommand = command({
  usage: 'export <run>',
  describe: 'write a trained model in the format of another program',
  examples: [
    ['netc export runs/0001-small --to tfjs', 'a page that classifies photos in a browser'],
    ['netc export runs/0001-small --to safetensors', 'weights by their names, with the program'],
    ['netc export runs/0001-small --to safetensors --quantize float16 -o small', 'in half the place'],
  ],
  flags: options,
  build: (cli) =>
    cli
      .positional('run', { type: 'string', demandOption: true, describe: 'the folder of a run' })
      .options(options),
  run: async ({ run, to, out, weights, fold, quantize, force, json }, terminal) => {
    const { exportRun } = await import('../../runtime/project/export-run.ts');
    const request = { workingDirectory: process.cwd(), run, target: to, weights, out, fold, quantize, force };
    const result = await exportRun(request);
    if (json) terminal.out(`${JSON.stringify(result)}\n`);
    else {
      const { bytes } = await import('../../report/numbers.ts');
      terminal.out(`${result.folder} (${bytes(result.bytes)}): ${result.files.join(', ')}\n`);
    }
    return 0;
  },
});
