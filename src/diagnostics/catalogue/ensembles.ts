import { define } from '../define.ts';
import { counted, didYouMean, either, some, type SampleNoun } from './words.ts';

/** NET47xx and NET706x: ensembles, and whether their members can vote together. */

export const badMember = define<{ readonly given: string }>({
  code: 'NET4701',
  severity: 'error',
  title: ({ given }) => `${given} is no member of an ensemble`,
  label: () => 'not a train',
  expected: () => 'trains: 5 * finetune, [finetune, small], or one output of a train: multitask.gender',
  given: ({ given }) => given,
});

export const nothingToVote = define<{ readonly ensemble: string; readonly count: number }>({
  code: 'NET4702',
  severity: 'error',
  title: ({ ensemble, count }) =>
    `The ensemble ${ensemble} has ${counted(count, 'member')}, and a vote takes two`,
  label: () => 'too few to vote',
  hint: () => 'Copies of a train differ in their seeds: 5 * finetune.',
});

export const whichOutput = define<{
  readonly train: string;
  readonly output: string | undefined;
  readonly outputs: readonly string[];
  readonly suggestion: string | undefined;
}>({
  code: 'NET4703',
  severity: 'error',
  title: ({ train, output }) =>
    output === undefined
      ? `${train} has several outputs: say which one votes`
      : `The model of ${train} has no output ${output} that could vote`,
  label: ({ output }) => (output === undefined ? 'which output?' : 'no such output'),
  expected: ({ train, outputs }) => either(outputs.map((name) => `${train}.${name}`)),
  hint: ({ suggestion }) => didYouMean(suggestion),
});

export const votesOnClasses = define<{ readonly ensemble: string; readonly member: string }>({
  code: 'NET4704',
  severity: 'error',
  title: ({ ensemble, member }) => `${ensemble} votes on classes, and ${member} predicts numbers`,
  label: () => 'predicts numbers',
  expected: () => 'outputs that learn classes',
});

export const membersCannotVote = define<{
  readonly ensemble: string;
  readonly first: string;
  readonly firstClasses: readonly string[];
  readonly other: string;
  readonly otherClasses: readonly string[];
}>({
  code: 'NET4705',
  severity: 'error',
  title: ({ ensemble, first, other }) =>
    `The members of ${ensemble} cannot vote together: ${first} and ${other} tell different classes`,
  label: ({ otherClasses }) => `tells ${some(otherClasses)}`,
  expected: ({ firstClasses }) => some(firstClasses),
  given: ({ otherClasses }) => some(otherClasses),
  hint: () => 'Members may differ in model, data and training, but not in what they tell apart.',
});

export const memberLooksElsewhere = define<{
  readonly ensemble: string;
  readonly member: string;
  readonly column: string;
  /** Of the first member. */
  readonly data: string;
}>({
  code: 'NET4707',
  severity: 'error',
  title: ({ member, column, data }) => `${member} looks at ${column}, which ${data} does not have`,
  label: ({ ensemble }) => `is to vote in ${ensemble}`,
  hint: ({ data, column }) =>
    `Members are judged by the data of the first one: give ${data} the column ${column}, or begin with a member whose data has what all look at.`,
});

export const unknownEnsembleSetting = define<{
  readonly name: string;
  readonly known: readonly string[];
  readonly suggestion: string | undefined;
}>({
  code: 'NET4706',
  severity: 'error',
  title: ({ name }) => `An ensemble has no setting ${name}`,
  label: () => 'unknown setting',
  hint: ({ suggestion, known }) => didYouMean(suggestion, () => `Settings are ${some(known)}.`),
});

export const memberKnowsSamples = define<{
  readonly member: string;
  readonly known: number;
  readonly all: number;
  readonly split: string;
  readonly noun: SampleNoun;
}>({
  code: 'NET7061',
  severity: 'warning',
  title: ({ member, known, all, split, noun }) =>
    `${member} was trained on ${known} of the ${counted(all, `${split} ${noun}`)} on which it votes here`,
  label: () => '',
  hint: () =>
    'Its figure and that of the vote are better than they will be on new ones. Let the trains of the members divide their data alike: by one data declaration, or by folders.',
});

export const memberNotTrained = define<{ readonly run: string; readonly member: string }>({
  code: 'NET7060',
  severity: 'error',
  title: ({ run, member }) => `The member ${member} of ${run} is not trained to its end`,
  label: () => '',
  hint: ({ run }) => `Go on with it: netc run FILE --resume ${run}`,
});
