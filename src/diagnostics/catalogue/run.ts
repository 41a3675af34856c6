import { define } from '../define.ts';
import { didYouMean, type SampleNoun } from './words.ts';

/** NET7xxx: what goes wrong while something runs, and on the command line. */

/** What of a run is safe on disk, and the command that goes on from there. */
export interface Saved {
  /** `epoch 3 of phase top`. */
  readonly what: string;
  readonly resume: string;
}

/** The first of some names, and how many there are more. */
export function listed(names: readonly string[], most = 4): string {
  return names.slice(0, most).join(', ') + (names.length > most ? ` and ${names.length - most} more` : '');
}

// --- run folder -----------------------------------------------------------------------------------------------

export const runFolderNotWritable = define<{ readonly folder: string; readonly reason: string }>({
  code: 'NET7002',
  severity: 'error',
  title: ({ folder, reason }) => `The run folder ${folder} cannot be made: ${reason}`,
  label: () => '',
  hint: ({ folder }) =>
    `Clear the way to ${folder}, or run from a folder that you may write to: runs go to runs/ below it.`,
});

export const diskFull = define<{ readonly path: string; readonly saved: Saved | undefined }>({
  code: 'NET7003',
  severity: 'error',
  title: ({ path }) => `The disk is full: ${path} could not be written`,
  label: () => '',
  hint: ({ saved }) =>
    saved === undefined
      ? 'Free some space and run again.'
      : `What was saved before is sound. Free some space, then go on from ${saved.what}: ${saved.resume}`,
});

export const cannotWrite = define<{
  readonly path: string;
  readonly reason: string;
  readonly saved?: Saved | undefined;
}>({
  code: 'NET7004',
  severity: 'error',
  title: ({ path, reason }) => `${path} could not be written: ${reason}`,
  label: () => '',
  hint: ({ saved }) =>
    'Files that stood there before are unchanged.' +
    (saved === undefined ? '' : ` Mend that, then go on from ${saved.what}: ${saved.resume}`),
});

export const notARun = define<{ readonly path: string; readonly reason: string }>({
  code: 'NET7005',
  severity: 'error',
  title: ({ path, reason }) => `${path} is not the folder of a run: ${reason}`,
  label: () => '',
  hint: () => 'Give a folder that `netc run` has made, such as runs/0001-small.',
});

export const cannotResume = define<{ readonly run: string; readonly reason: string }>({
  code: 'NET7006',
  severity: 'error',
  title: ({ run, reason }) => `${run} cannot be resumed: ${reason}`,
  label: () => '',
  hint: () => 'Start a new run by leaving out --resume.',
});

export const brokenWeights = define<{ readonly path: string; readonly reason: string }>({
  code: 'NET7007',
  severity: 'error',
  title: ({ path, reason }) => `${path} is not a sound safetensors file: ${reason}`,
  label: () => '',
  hint: () => 'It may have been cut short while it was copied: copy or make it again.',
});

export const weightsDoNotFit = define<{
  readonly path: string;
  readonly weight: string;
  readonly expected: string;
  readonly given: string;
}>({
  code: 'NET7008',
  severity: 'error',
  title: ({ path, weight }) => `${path} does not fit the model at ${weight}`,
  label: () => '',
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
});

// --- files ----------------------------------------------------------------------------------------------------

export const noSuchFile = define<{ readonly path: string; readonly similar: string | undefined }>({
  code: 'NET7010',
  severity: 'error',
  title: ({ path }) => `There is no file ${path}`,
  label: () => '',
  hint: ({ similar }) => (similar === undefined ? undefined : `Did you mean ${similar}?`),
});

export const cannotRead = define<{ readonly path: string; readonly reason: string }>({
  code: 'NET7011',
  severity: 'error',
  title: ({ path, reason }) => `${path} cannot be read: ${reason}`,
  label: () => '',
});

export const nothingToRun = define<{ readonly path: string }>({
  code: 'NET7012',
  severity: 'error',
  title: ({ path }) => `${path} has no train to run`,
  label: () => '',
  hint: () => 'Add one: train small = SmallConvNet on pets { … }',
});

/** Trains by name, and beside them what else can be run. */
const trainsAnd = (trains: readonly string[], ensembles: readonly string[]): string =>
  trains.join(', ') +
  (ensembles.length === 0
    ? ''
    : `, or the ${ensembles.length === 1 ? 'ensemble' : 'ensembles'} ${ensembles.join(', ')}`);

export const whichTrain = define<{
  readonly path: string;
  readonly trains: readonly string[];
  readonly ensembles: readonly string[];
}>({
  code: 'NET7013',
  severity: 'error',
  title: ({ path, trains }) => `${path} has ${trains.length} trains: say which one`,
  label: () => '',
  expected: ({ trains, ensembles }) => `--train with one of ${trainsAnd(trains, ensembles)}`,
});

export const noSuchTrain = define<{
  readonly name: string;
  readonly trains: readonly string[];
  readonly ensembles: readonly string[];
  readonly similar: string | undefined;
}>({
  code: 'NET7014',
  severity: 'error',
  title: ({ name }) => `There is no train ${name}`,
  label: () => '',
  expected: ({ trains, ensembles }) =>
    trains.length === 0 ? 'a train, but the file has none' : trainsAnd(trains, ensembles),
  hint: ({ name, similar, ensembles }) =>
    ensembles.includes(name)
      ? `${name} is an ensemble: name a train that it is made of.`
      : didYouMean(similar),
});

export const emptySplit = define<{
  readonly split: string;
  readonly dataset: string;
  readonly noun: SampleNoun;
}>({
  code: 'NET7015',
  severity: 'error',
  title: ({ split, dataset, noun }) => `The ${split} split of ${dataset} has no ${noun}s`,
  label: () => 'this data',
});

export const noSuchPhotos = define<{ readonly paths: readonly string[] }>({
  code: 'NET7016',
  severity: 'error',
  title: ({ paths }) => `No photo could be read from ${listed(paths)}`,
  label: () => '',
  hint: () => 'Give JPEG or PNG files, or a folder that holds some.',
});

// --- engines --------------------------------------------------------------------------------------------------

export const engineStopped = define<{ readonly reason: string; readonly hint: string | undefined }>({
  code: 'NET7020',
  severity: 'error',
  title: ({ reason }) => reason.replace(/\.$/, ''),
  label: () => '',
  hint: ({ hint }) => hint ?? '`netc doctor` says which engines work here; choose one with --engine.',
});

// --- command line ---------------------------------------------------------------------------------------------

export const unknownCommand = define<{ readonly given: string; readonly similar: string | undefined }>({
  code: 'NET7030',
  severity: 'error',
  title: ({ given }) => `netc has no command ${given}`,
  label: () => '',
  hint: ({ similar }) => didYouMean(similar && `netc ${similar}`) ?? '`netc --help` lists the commands.',
});

export const unknownFlag = define<{
  readonly given: string;
  readonly command: string;
  readonly similar: string | undefined;
}>({
  code: 'NET7031',
  severity: 'error',
  title: ({ given, command }) => `${command} has no option ${given}`,
  label: () => '',
  hint: ({ similar, command }) => didYouMean(similar) ?? `\`${command} --help\` lists the options.`,
});

export const noNetFiles = define<{ readonly folder: string }>({
  code: 'NET7070',
  severity: 'error',
  title: ({ folder }) => `There is no .net file in ${folder}`,
  label: () => '',
  hint: () =>
    'Hidden folders, `node_modules`, `dist` and `runs` are not searched: name a file there to have it read.',
});

export const noSuchModel = define<{
  readonly name: string;
  readonly models: readonly string[];
  readonly similar: string | undefined;
}>({
  code: 'NET7071',
  severity: 'error',
  title: ({ name, models }) =>
    models.length === 0 ? 'The file has no model' : `The file has no model ${name}; it has ${listed(models)}`,
  label: () => '',
  hint: ({ similar }) => (similar === undefined ? undefined : `Did you mean ${similar}?`),
});

export const noSuchPhase = define<{
  readonly name: string;
  readonly model: string;
  readonly phases: readonly string[];
  readonly similar: string | undefined;
}>({
  code: 'NET7072',
  severity: 'error',
  title: ({ name, model, phases }) =>
    phases.length === 0
      ? `Nothing in the file trains ${model}`
      : `No train of ${model} has a phase ${name}; there are ${listed(phases)}`,
  label: () => '',
  hint: ({ similar }) => (similar === undefined ? undefined : `Did you mean ${similar}?`),
});

export const badArguments = define<{ readonly command: string; readonly reason: string }>({
  code: 'NET7032',
  severity: 'error',
  title: ({ reason }) => reason,
  label: () => '',
  hint: ({ command }) => `\`${command} --help\` shows how it is used.`,
});

export const badSetting = define<{ readonly given: string }>({
  code: 'NET7033',
  severity: 'error',
  title: ({ given }) => `--set ${given} does not name a value`,
  label: () => '',
  expected: () => '--set name=value, such as --set epochs=3',
});

export const unknownCode = define<{ readonly code: string; readonly similar: string | undefined }>({
  code: 'NET7034',
  severity: 'error',
  title: ({ code }) => `netc has no diagnostic ${code}`,
  label: () => '',
  hint: ({ similar }) => didYouMean(similar) ?? 'Codes look like NET3001.',
});

export const unexpected = define<{ readonly message: string; readonly debug: boolean }>({
  code: 'NET7099',
  severity: 'error',
  title: ({ message }) => `Something broke inside netc: ${message}`,
  label: () => '',
  hint: ({ debug }) => (debug ? undefined : 'Run again with NETC_DEBUG=1 for the stack, and report it.'),
});
