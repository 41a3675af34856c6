import { define } from '../define.ts';
import { both, counted, didYouMean, either, some } from './words.ts';

/** NET4xxx: what a train says, and whether it fits its model and its data. */

interface Unknown {
  readonly name: string;
  readonly suggestion: string | undefined;
}

// --- settings -------------------------------------------------------------------------------------------------

export const unknownSetting = define<Unknown & { readonly known: readonly string[] }>({
  code: 'NET4001',
  severity: 'error',
  title: ({ name }) => `A train has no setting ${name}`,
  label: () => 'unknown setting',
  hint: ({ suggestion, known }) => didYouMean(suggestion, () => `Settings are ${some(known, 30)}.`),
});

export const settingTwice = define<{ readonly setting: string }>({
  code: 'NET4002',
  severity: 'error',
  title: ({ setting }) => `${setting} is given twice`,
  label: () => 'given again here',
  hint: () => 'A phase may say it anew; within one pair of braces it stands once.',
});

export const badSetting = define<{
  readonly setting: string;
  readonly expected: string;
  readonly given: string;
  readonly suggestion?: string | undefined;
}>({
  code: 'NET4003',
  severity: 'error',
  title: ({ setting, given }) => `${setting} cannot be ${given}`,
  label: ({ given }) => `this is ${given}`,
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
  hint: ({ suggestion }) => didYouMean(suggestion),
});

export const missingSetting = define<{
  readonly train: string;
  readonly phase: string | undefined;
  /** `its optimizer`, `how long to train`. */
  readonly what: string;
  readonly example: string;
}>({
  code: 'NET4004',
  severity: 'error',
  title: ({ train, phase, what }) =>
    phase === undefined
      ? `The train ${train} does not say ${what}`
      : `The phase ${phase} of ${train} does not say ${what}, nor does the train`,
  label: ({ what }) => `does not say ${what}`,
  hint: ({ example }) => `Add ${example}.`,
});

export const lengthTwice = define<{ readonly second: string }>({
  code: 'NET4006',
  severity: 'error',
  title: () => 'Both epochs and steps are given',
  label: ({ second }) => `${second} after the length is given`,
  hint: () => 'Keep one of the two.',
});

export const onlyInTrain = define<{ readonly setting: string }>({
  code: 'NET4007',
  severity: 'error',
  title: ({ setting }) => `${setting} belongs to the whole train, not to a phase`,
  label: () => 'inside a phase',
  hint: ({ setting }) => `Move ${setting} out of the phase.`,
});

export const unknownOptimizer = define<Unknown & { readonly known: readonly string[] }>({
  code: 'NET4010',
  severity: 'error',
  title: ({ name }) => `There is no optimizer ${name}`,
  label: () => 'unknown optimizer',
  hint: ({ suggestion, known }) => didYouMean(suggestion, () => `Optimizers are ${some(known)}.`),
});

export const unknownStep = define<Unknown>({
  code: 'NET4011',
  severity: 'error',
  title: ({ name }) => `There is no augmentation step ${name}`,
  label: () => 'unknown step',
  hint: ({ suggestion }) => didYouMean(suggestion),
});

// --- objectives -----------------------------------------------------------------------------------------------

export const badObjective = define<{ readonly given: string }>({
  code: 'NET4101',
  severity: 'error',
  title: () => 'What is minimized must be a sum of losses, each with a weight if need be',
  label: ({ given }) => `this is ${given}`,
  expected: () => 'mse(age) + 10 * cross_entropy(race)',
  given: ({ given }) => given,
});

export const unknownLoss = define<Unknown & { readonly known: readonly string[] }>({
  code: 'NET4102',
  severity: 'error',
  title: ({ name }) => `There is no loss ${name}`,
  label: () => 'unknown loss',
  hint: ({ suggestion, known }) => didYouMean(suggestion, () => `Losses are ${some(known)}.`),
});

export const unknownMetric = define<Unknown & { readonly known: readonly string[] }>({
  code: 'NET4103',
  severity: 'error',
  title: ({ name }) => `There is no metric ${name}`,
  label: () => 'unknown metric',
  hint: ({ suggestion, known }) => didYouMean(suggestion, () => `Metrics are ${some(known)}.`),
});

export const unknownOutput = define<Unknown & { readonly model: string; readonly known: readonly string[] }>({
  code: 'NET4104',
  severity: 'error',
  title: ({ model, name }) => `The model ${model} has no output ${name}`,
  label: () => 'unknown output',
  hint: ({ suggestion, known }) => didYouMean(suggestion, () => `Its outputs are ${some(known)}.`),
});

export const lossArguments = define<{ readonly loss: string; readonly given: string }>({
  code: 'NET4105',
  severity: 'error',
  title: ({ loss }) => `${loss} takes the name of an output, and of a label where it differs`,
  label: ({ given }) => `this is ${given}`,
  expected: ({ loss }) => `${loss}(output) or ${loss}(output, label)`,
  given: ({ given }) => given,
});

export const outputWithoutLoss = define<{ readonly output: string; readonly model: string }>({
  code: 'NET4106',
  severity: 'error',
  title: ({ output, model }) => `No loss reaches the output ${output} of ${model}`,
  label: ({ output }) => `${output} is not here`,
  hint: ({ output }) => `Add a loss of ${output}, or train a model without it: it would stay random.`,
});

// --- heads and labels -----------------------------------------------------------------------------------------

/** A last layer as it is written: `dense(1, sigmoid)`. */
type Written = string;

export const headDoesNotFitLabel = define<{
  readonly output: string;
  readonly label: string;
  readonly head: Written;
  readonly wanted: readonly Written[];
}>({
  code: 'NET4201',
  severity: 'error',
  title: ({ output, label, wanted }) =>
    `The head of ${output} does not fit ${label}: it wants ${either(wanted)}`,
  label: ({ head }) => `${head} ends here`,
  expected: ({ wanted }) => either(wanted),
  given: ({ head }) => head,
  hint: ({ head, wanted: [first] }) => (first === undefined ? undefined : `Replace ${head} by ${first}.`),
});

export const lossDoesNotFitHead = define<{
  readonly loss: string;
  readonly head: Written;
  readonly wanted: string;
}>({
  code: 'NET4202',
  severity: 'error',
  title: ({ loss, head }) => `${loss} does not fit a head of ${head}`,
  label: ({ wanted }) => `${wanted} fits`,
  expected: ({ wanted }) => wanted,
  given: ({ loss }) => loss,
  hint: ({ wanted }) => `Write ${wanted} instead.`,
});

export const metricDoesNotFitHead = define<{
  readonly metric: string;
  readonly head: Written;
  readonly wanted: readonly string[];
}>({
  code: 'NET4203',
  severity: 'error',
  title: ({ metric, head }) => `${metric} does not fit a head of ${head}`,
  label: ({ wanted }) => `${either(wanted)} fits`,
  expected: ({ wanted }) => either(wanted),
  given: ({ metric }) => metric,
});

export const lossDoesNotFitLabel = define<{
  readonly loss: string;
  readonly learns: 'classes' | 'numbers';
  /** In words: `the photos of pets have classes`. */
  readonly label: string;
  readonly wanted: readonly string[];
}>({
  code: 'NET4204',
  severity: 'error',
  title: ({ loss, learns, label }) => `${loss} learns ${learns}, and ${label}`,
  label: ({ learns, wanted }) => `${either(wanted)} learns ${learns === 'classes' ? 'numbers' : 'classes'}`,
  expected: ({ wanted }) => either(wanted),
  given: ({ loss }) => loss,
});

export const outputNotVector = define<{ readonly output: string; readonly given: string }>({
  code: 'NET4205',
  severity: 'error',
  title: ({ output, given }) => `The output ${output} has the shape ${given}, and a label is one vector`,
  label: () => 'not a vector',
  expected: () => '[units]',
  given: ({ given }) => given,
  hint: () => 'End it with flatten or global_avgpool and a dense layer.',
});

// --- model and data -------------------------------------------------------------------------------------------

export const inputDoesNotFitData = define<{
  readonly what: 'photos' | 'numbers';
  readonly input: string;
  readonly model: string;
  readonly wants: string;
  readonly data: string;
  readonly gives: string;
}>({
  code: 'NET4301',
  severity: 'error',
  title: ({ what, model, wants, data, gives }) =>
    `${model} wants ${what} of ${wants} and ${data} gives ${gives}`,
  label: ({ gives }) => `gives ${gives}`,
  expected: ({ wants }) => wants,
  given: ({ gives }) => gives,
  hint: ({ what, input }) =>
    `Make the ${what === 'photos' ? 'size of the data' : 'length of the column'} and the shape of ${input} the same.`,
});

export const inputCount = define<{ readonly model: string; readonly count: number; readonly data: string }>({
  code: 'NET4302',
  severity: 'error',
  title: ({ model, count, data }) =>
    `${model} has ${counted(count, 'input')} and ${data} has one photo a sample`,
  label: () => 'these do not fit',
});

export const inputMayBeMissing = define<{
  readonly column: string;
  readonly data: string;
  readonly input: string;
}>({
  code: 'NET4304',
  severity: 'error',
  title: ({ column, data }) => `The model looks at ${column} of ${data}, which may be missing`,
  label: ({ column }) => `${column} may be missing here`,
  hint: ({ column }) =>
    `Take optional: true out of the column ${column}: rows without it are then left out. Labels alone may be missing.`,
});

export const trainOn = define<{
  readonly wanted: 'model' | 'data';
  readonly given: string;
}>({
  code: 'NET4303',
  severity: 'error',
  title: ({ wanted, given }) => `A train takes ${wanted === 'data' ? 'data' : 'a model'} here, not ${given}`,
  label: ({ wanted }) => `not ${wanted === 'data' ? 'data' : 'a model'}`,
  expected: () => 'train name = Model on data { … }',
});

// --- freezing -------------------------------------------------------------------------------------------------

export const selectsNothing = define<{
  readonly selector: string;
  readonly nearest: readonly string[];
}>({
  code: 'NET4401',
  severity: 'error',
  title: ({ selector }) => `${selector} selects no layer`,
  label: () => 'no such path',
  hint: ({ nearest }) =>
    nearest.length === 0
      ? undefined
      : `${nearest.length === 1 ? 'Near to it is' : 'Near to it are'} ${both(nearest)}.`,
});

export const nothingToTrain = define<{ readonly phase: string; readonly frozen: boolean }>({
  code: 'NET4402',
  severity: 'error',
  title: ({ phase, frozen }) =>
    frozen ? `Nothing is left to train in ${phase}` : `The model of ${phase} has nothing to train`,
  label: ({ frozen }) => (frozen ? 'every layer with weights is frozen here' : 'no layer has weights'),
  hint: ({ frozen }) => (frozen ? 'Freeze less, or unfreeze some layers: unfreeze: path.' : undefined),
});

export const badSelector = define<{ readonly given: string }>({
  code: 'NET4403',
  severity: 'error',
  title: ({ given }) => `${given} is no selection of layers`,
  label: () => 'not a path',
  expected: () => 'base.block5, base.*, base except base.block5, or base.block4 .. base.block5',
});

export const selectsNoWeights = define<{ readonly selector: string }>({
  code: 'NET4404',
  severity: 'warning',
  title: ({ selector }) => `${selector} selects only layers without weights`,
  label: () => 'changes nothing',
});
