import { define } from '../define.ts';
import { didYouMean, some } from './words.ts';

/** NET2xxx: names, options and compile-time values. */

/** A name that is not there, and the nearest that is. */
interface Unknown {
  readonly name: string;
  readonly suggestion: string | undefined;
}

// --- names ----------------------------------------------------------------------------------------------------

export const unknownName = define<Unknown & { readonly wanted: string }>({
  code: 'NET2001',
  severity: 'error',
  title: ({ name }) => `Nothing here is called ${name}`,
  label: ({ wanted }) => `${wanted} was expected`,
  hint: ({ suggestion }) => didYouMean(suggestion),
});

export const unknownLayer = define<Unknown>({
  code: 'NET2002',
  severity: 'error',
  title: ({ name }) => `There is no layer or block called ${name}`,
  label: () => 'unknown layer',
  hint: ({ suggestion }) =>
    didYouMean(suggestion, () => 'A block of another file is brought in by import { Name } from "file".'),
});

export const duplicateName = define<{ readonly name: string }>({
  code: 'NET2003',
  severity: 'error',
  title: ({ name }) => `The name ${name} is given twice`,
  label: () => 'given again here',
  hint: () => 'Names are paths: give one of the two another name.',
});

export const equalPaths = define<{ readonly path: string }>({
  code: 'NET2004',
  severity: 'error',
  title: ({ path }) => `Two layers have the path ${path}`,
  label: ({ path }) => `this becomes ${path} as well`,
  hint: () => 'Name one of them differently with `as`; in a repeat, use its index: as conv{i}.',
});

export const usedBeforeBound = define<{ readonly name: string }>({
  code: 'NET2005',
  severity: 'error',
  title: ({ name }) => `${name} is used before it is made`,
  label: () => 'not made yet',
  hint: () => 'Statements run from top to bottom: move the binding up.',
});

export const notALayer = define<{ readonly given: string; readonly tensor: boolean }>({
  code: 'NET2006',
  severity: 'error',
  title: ({ given }) => `${given} is not a layer`,
  label: () => 'what flows cannot be sent through this',
  expected: () => 'a layer, a block or a let',
  given: ({ given }) => given,
  hint: ({ tensor }) => (tensor ? 'To join tensors write a + b, or [a, b] -> concat.' : undefined),
});

export const notATensor = define<{ readonly name: string; readonly given: string; readonly layer: boolean }>({
  code: 'NET2007',
  severity: 'error',
  title: ({ name, given }) => `${name} is ${given}, not a tensor`,
  label: () => 'no tensor flows here',
  hint: ({ layer }) =>
    layer ? 'Send a tensor through it: x -> …, or bind the layer itself with let.' : undefined,
});

export const needsTensor = define<{ readonly given: string }>({
  code: 'NET2008',
  severity: 'error',
  title: ({ given }) => `A tensor is needed here, not ${given}`,
  label: ({ given }) => `this is ${given}`,
});

export const tensorAsOption = define<{ readonly callee: string }>({
  code: 'NET2009',
  severity: 'error',
  title: ({ callee }) => `${callee} takes its tensor from the left, not in brackets`,
  label: () => 'this is a tensor',
  hint: ({ callee }) => `Write x -> ${callee}(…).`,
});

export const notCallable = define<{ readonly given: string }>({
  code: 'NET2010',
  severity: 'error',
  title: ({ given }) => `${given} takes no options`,
  label: () => 'called here',
});

export const unknownMember = define<{ readonly member: string; readonly suggestion: string | undefined }>({
  code: 'NET2011',
  severity: 'error',
  title: ({ member }) => `A tensor has no ${member}`,
  label: () => 'unknown property',
  expected: () => 'height, width or channels',
  hint: ({ suggestion }) => didYouMean(suggestion),
});

export const badTemplate = define<{ readonly name: string }>({
  code: 'NET2012',
  severity: 'error',
  title: ({ name }) => `"${name}" cannot be a name`,
  label: () => 'made here',
  expected: () => 'letters, digits and underscores, a letter first',
});

export const unusedBinding = define<{ readonly name: string }>({
  code: 'NET2013',
  severity: 'warning',
  title: ({ name }) => `Nothing uses ${name}`,
  label: () => 'leads to no output',
  hint: () => 'Its layers are left out of the model.',
});

// --- options --------------------------------------------------------------------------------------------------

export const unknownOption = define<Unknown & { readonly callee: string; readonly known: readonly string[] }>(
  {
    code: 'NET2101',
    severity: 'error',
    title: ({ name, callee }) => `${callee} has no option ${name}`,
    label: () => 'unknown option',
    hint: ({ suggestion, known, callee }) =>
      didYouMean(suggestion, () =>
        known.length === 0 ? `${callee} has no options.` : `Its options are ${some(known, 12)}.`,
      ),
  },
);

export const missingOption = define<{
  readonly callee: string;
  readonly option: string;
  readonly doc: string;
}>({
  code: 'NET2102',
  severity: 'error',
  title: ({ callee, option }) => `${callee} needs ${option}`,
  label: ({ option }) => `without ${option}`,
  hint: ({ option, doc }) => (doc === '' ? undefined : `${option}: ${doc}`),
});

export const optionTwice = define<{ readonly option: string }>({
  code: 'NET2103',
  severity: 'error',
  title: ({ option }) => `${option} is given twice`,
  label: () => 'given again here',
});

export const tooManyOptions = define<{ readonly callee: string; readonly positional: readonly string[] }>({
  code: 'NET2104',
  severity: 'error',
  title: ({ callee, positional }) =>
    positional.length === 0
      ? `${callee} takes no options without a name`
      : `${callee} takes ${positional.join(', ')} and no more without a name`,
  label: () => 'one too many',
});

export const wrongOption = define<{
  readonly option: string;
  readonly callee: string;
  readonly expected: string;
  readonly given: string;
  readonly suggestion: string | undefined;
}>({
  code: 'NET2105',
  severity: 'error',
  title: ({ option, callee, given }) => `${option} of ${callee} cannot be ${given}`,
  label: ({ given }) => `this is ${given}`,
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
  hint: ({ suggestion }) => didYouMean(suggestion),
});

export const unknownType = define<Unknown & { readonly known: readonly string[] }>({
  code: 'NET2106',
  severity: 'error',
  title: ({ name }) => `There is no type ${name}`,
  label: () => 'unknown type',
  hint: ({ suggestion, known }) => didYouMean(suggestion, () => `Types are ${some(known, 12)}.`),
});

// --- compile-time values --------------------------------------------------------------------------------------

export const wrongOperands = define<{
  readonly operator: string;
  readonly expected: string;
  readonly given: string;
}>({
  code: 'NET2201',
  severity: 'error',
  title: ({ operator, given }) => `${operator} cannot be applied to ${given}`,
  label: () => 'here',
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
});

export const divisionByZero = define<{ readonly operator: string }>({
  code: 'NET2202',
  severity: 'error',
  title: () => 'A division by zero',
  label: ({ operator }) => `${operator} 0`,
});

export const wrongValue = define<{
  readonly what: string;
  readonly expected: string;
  readonly given: string;
}>({
  code: 'NET2203',
  severity: 'error',
  title: ({ what, given }) => `${what} cannot be ${given}`,
  label: ({ given }) => `this is ${given}`,
  expected: ({ expected }) => expected,
  given: ({ given }) => given,
});

export const recursion = define<{ readonly chain: readonly string[] }>({
  code: 'NET2204',
  severity: 'error',
  title: ({ chain }) => `${chain[0] ?? ''} is made of itself`,
  label: () => 'comes back to the start here',
  given: ({ chain }) => chain.join(' -> '),
  hint: () => 'A network is finite: use repeat n { … } for the same block several times.',
});

export const tooLarge = define<{ readonly what: string }>({
  code: 'NET2205',
  severity: 'error',
  title: ({ what }) => `This program unfolds into too much: ${what}`,
  label: () => 'still growing here',
  hint: () => 'Look for a repeat with a count that is far too high, or blocks that multiply each other.',
});

export const valueCycle = define<{ readonly name: string }>({
  code: 'NET2208',
  severity: 'error',
  title: ({ name }) => `${name} is computed from itself`,
  label: () => 'needs its own value',
});

export const unknownParameter = define<Unknown & { readonly known: readonly string[] }>({
  code: 'NET2206',
  severity: 'error',
  title: ({ name }) => `--set ${name}: the program has no param ${name}`,
  label: () => '',
  hint: ({ suggestion, known }) =>
    didYouMean(suggestion, () =>
      known.length === 0
        ? 'The program has no params: declare one with param name = value.'
        : `Its params are ${some(known)}.`,
    ),
});

export const wrongParameter = define<{
  readonly name: string;
  readonly text: string;
  readonly expected: string;
}>({
  code: 'NET2207',
  severity: 'error',
  title: ({ name, text }) => `--set ${name}=${text}: that is no value for ${name}`,
  label: ({ expected }) => `declared here as ${expected}`,
  expected: ({ expected }) => expected,
  given: ({ text }) => text,
});

// --- blocks, models, imports ----------------------------------------------------------------------------------

export const importNotFound = define<{
  readonly from: string;
  /** The nearest file of the standard library. */
  readonly suggestion?: string | undefined;
  /** What the standard library has. */
  readonly standard?: readonly string[];
}>({
  code: 'NET2301',
  severity: 'error',
  title: ({ from }) => `"${from}" cannot be found`,
  label: () => 'imported here',
  hint: ({ from, suggestion, standard = [] }) =>
    from.startsWith('std/')
      ? suggestion === undefined
        ? `The standard library has ${standard.join(', ')}.`
        : `Did you mean "${suggestion}"?`
      : 'Paths are relative to the file that imports: "./blocks.net"; the standard library begins with "std/".',
});

export const notExported = define<Unknown & { readonly from: string }>({
  code: 'NET2302',
  severity: 'error',
  title: ({ name, from }) => `"${from}" has no ${name}`,
  label: () => 'not declared there',
  hint: ({ suggestion }) => didYouMean(suggestion),
});

export const importCycle = define<{ readonly chain: readonly string[] }>({
  code: 'NET2303',
  severity: 'error',
  title: () => 'Files import each other in a circle',
  label: () => 'comes back to the start here',
  given: ({ chain }) => chain.join(' -> '),
  hint: () => 'Move what both need into a third file.',
});

export const blockOutput = define<{ readonly count: number; readonly name: string }>({
  code: 'NET2304',
  severity: 'error',
  title: ({ count, name }) =>
    count === 0 ? `The block ${name} has no output` : `The block ${name} has ${count} outputs`,
  label: ({ count }) => (count === 0 ? 'no output statement' : 'another output'),
  hint: () => 'A block is one layer: it has one output. Join tensors with [a, b] -> concat, or a + b.',
});

export const blockInput = define<{ readonly name: string }>({
  code: 'NET2305',
  severity: 'error',
  title: ({ name }) => `The block ${name} does not say what flows into it`,
  label: () => 'no input statement',
  hint: () => 'Begin its body with `input x`.',
});

export const misplacedStatement = define<{ readonly statement: string; readonly place: string }>({
  code: 'NET2306',
  severity: 'error',
  title: ({ statement, place }) => `${statement} has no place in ${place}`,
  label: () => 'not here',
});

export const modelWithoutOutput = define<{ readonly name: string }>({
  code: 'NET2307',
  severity: 'error',
  title: ({ name }) => `The model ${name} has no output`,
  label: () => 'no output statement',
  hint: () => 'Say what it computes: output kind = … -> dense(1, sigmoid).',
});

export const namelessOutput = define<{ readonly name: string }>({
  code: 'NET2308',
  severity: 'error',
  title: ({ name }) => `An output of the model ${name} has no name`,
  label: () => 'nameless',
  hint: () => 'Losses speak of outputs by name: output kind = ….',
});
