import { unknownName } from '../../diagnostics/catalogue/names.ts';
import {
  badMember,
  memberLooksElsewhere,
  membersCannotVote,
  nothingToVote,
  unknownEnsembleSetting,
  votesOnClasses,
  whichOutput,
} from '../../diagnostics/catalogue/ensembles.ts';
import { badSetting, settingTwice } from '../../diagnostics/catalogue/training.ts';
import { either } from '../../diagnostics/catalogue/words.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Binary, EnsembleDeclaration, Expression, Setting } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { Span } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { isSameImage } from '../data/same-column.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { describe } from '../elaborate/value.ts';
import { gatherSettings } from '../gather-settings.ts';
import type {
  EnsembleMember,
  Label,
  TypedDataset,
  TypedEnsemble,
  TypedModel,
  TypedTrain,
} from '../typed-module.ts';

/** The parts of a module that an ensemble is made of, as far as they are right. */
export interface EnsembleParts {
  readonly trains: readonly TypedTrain[];
  readonly models: readonly TypedModel[];
  readonly datasets: readonly TypedDataset[];
}

interface Context {
  readonly ensemble: string;
  readonly parts: EnsembleParts;
  readonly place: Place;
}

/** A member as it is written: what it trains and which output votes; copies differ in their seeds. */
interface WrittenMember {
  readonly train: TypedTrain;
  readonly output: string;
  readonly label: Label;
  readonly span: Span;
}

/** What an ensemble may say. */
const settingNames = { known: ['sample', 'vote'], unknown: unknownEnsembleSetting, twice: settingTwice };

const samples = ['all', 'bootstrap'] as const;
const votes = ['mean', 'majority', 'weighted'] as const;

/** More members are a slip of the keyboard, or more than anybody waits for. */
const most = 1000;

/** Checks an ensemble and what its members learn; undefined after something wrong, in it or in a member. */
export function checkEnsemble(
  { name, doc, span, members, settings }: EnsembleDeclaration,
  parts: EnsembleParts,
  place: Place,
): TypedEnsemble | undefined {
  const context = { ensemble: name.text, parts, place };
  const said = gatherSettings(settings, settingNames, place.elaboration.report);
  const sample = oneOf(said.get('sample'), samples, place);
  const vote = oneOf(said.get('vote'), votes, place);
  const read = readMembers(members, context);
  if (read === undefined || sample === undefined || vote === undefined || name.text === '') return undefined;
  const [first, second] = read;
  if (first === undefined || second === undefined) {
    place.elaboration.report(nothingToVote(members.span, { ensemble: name.text, count: read.length }));
    return undefined;
  }
  if (!canVoteTogether(first, read, context) || !lookAtTheSame(first, read, context)) return undefined;
  return { name: name.text, doc, span, sample, vote, members: numbered(read) };
}

/** A setting that is one of a few words, the first of them where it is not given; undefined after something wrong. */
function oneOf<T extends string>(
  setting: Setting | undefined,
  words: readonly [T, ...T[]],
  { elaboration }: Place,
): T | undefined {
  if (setting === undefined) return words[0];
  const [written, second] = setting.values;
  const wrong = second ?? written;
  if (wrong === undefined || wrong.kind === 'missing') return undefined;
  const given = wrong.kind === 'reference' ? wrong.name : spanText(wrong.span);
  const word = words.find((known) => known === given);
  if (word !== undefined && second === undefined) return word;
  const suggestion = nearest(given, words);
  const parameters = { setting: setting.key.text, expected: either(words), given, suggestion };
  elaboration.report(badSetting(wrong.span, parameters));
  return undefined;
}

/** The members that an expression stands for; undefined after something wrong, here or in a train it names. */
function readMembers(expression: Expression, context: Context): readonly WrittenMember[] | undefined {
  const { elaboration } = context.place;
  switch (expression.kind) {
    case 'branches': {
      const read = expression.items.map((item) => readMembers(item, context));
      return read.includes(undefined) ? undefined : read.flatMap((members) => members ?? []);
    }
    case 'binary':
      if (expression.operator === '*') return copies(expression, context);
      break;
    case 'member':
      if (expression.object.kind !== 'reference') break;
      return member(
        expression.object,
        { name: expression.member.text, span: expression.member.span },
        context,
      );
    case 'reference':
      return member(expression, undefined, context);
    case 'missing':
      return undefined;
    default:
      break;
  }
  elaboration.report(badMember(expression.span, { given: spanText(expression.span) }));
  return undefined;
}

/** `5 * finetune`: as many copies. */
function copies({ left, right }: Binary, context: Context): readonly WrittenMember[] | undefined {
  const read = readMembers(right, context);
  const count = evaluate(left, context.place);
  if (count.kind === 'poison') return undefined;
  const whole = count.kind === 'number' && count.integer && typeof count.value === 'number' ? count.value : 0;
  if (whole < 1 || whole > most) {
    const expected = `a whole number from 1 to ${most}, before the train: 5 * finetune`;
    const setting = 'The number of copies';
    context.place.elaboration.report(badSetting(left.span, { setting, expected, given: describe(count) }));
    return undefined;
  }
  return read && Array.from({ length: whole }, () => read).flat();
}

function member(
  { name, span }: { readonly name: string; readonly span: Span },
  output: { readonly name: string; readonly span: Span } | undefined,
  { ensemble, parts, place: { environment, elaboration } }: Context,
): readonly WrittenMember[] | undefined {
  if (name === '' || output?.name === '') return undefined;
  const train = parts.trains.find((candidate) => candidate.name === name);
  if (train === undefined) {
    const binding = environment.own(name);
    // A train that is wrong itself has been spoken of.
    if (binding?.kind === 'declaration' && binding.declaration.kind === 'train') return undefined;
    if (binding !== undefined) {
      if (binding.kind !== 'unknown') elaboration.report(badMember(span, { given: name }));
      return undefined;
    }
    const trains = [...environment.entries()].flatMap(([key, { kind, ...rest }]) =>
      kind === 'declaration' && 'declaration' in rest && rest.declaration.kind === 'train' ? [key] : [],
    );
    elaboration.report(unknownName(span, { name, wanted: 'a train', suggestion: nearest(name, trains) }));
    return undefined;
  }
  const model = parts.models.find((candidate) => candidate.name === train.model);
  const outputs = (model?.outputs ?? []).filter(({ trainOnly }) => !trainOnly).map((made) => made.name);
  const [only, second] = outputs;
  const chosen = output?.name ?? (second === undefined ? only : undefined);
  if (chosen === undefined || !outputs.includes(chosen)) {
    const at = output?.span ?? span;
    const suggestion = output && nearest(output.name, outputs);
    const voting = outputs.filter((each) =>
      ['binary', 'class'].includes(labelOf(train, each, parts)?.kind ?? ''),
    );
    const offered = voting.length === 0 ? outputs : voting;
    elaboration.report(whichOutput(at, { train: name, output: output?.name, outputs: offered, suggestion }));
    return undefined;
  }
  const label = labelOf(train, chosen, parts);
  if (label === undefined) return undefined;
  if (label.kind === 'binary' || label.kind === 'class') {
    return [{ train, output: chosen, label, span: output?.span ?? span }];
  }
  elaboration.report(votesOnClasses(span, { ensemble, member: `${name}.${chosen}` }));
  return undefined;
}

/** What an output learns. */
function labelOf(train: TypedTrain, output: string, { datasets }: EnsembleParts): Label | undefined {
  const term = train.phases.flatMap(({ objective }) => objective).find((each) => each.output === output);
  const dataset = datasets.find(({ name }) => name === train.dataset);
  return dataset?.labels.find(({ name }) => name === term?.label);
}

/** Whether all members tell the same classes, as far as these are known. */
function canVoteTogether(
  first: WrittenMember,
  members: readonly WrittenMember[],
  { ensemble, place }: Context,
): boolean {
  const known = members.find(({ label }) => label.classes !== undefined) ?? first;
  const other = members.find(
    ({ label }) =>
      label.classes !== undefined && label.classes.join('\n') !== (known.label.classes ?? []).join('\n'),
  );
  if (other === undefined) return true;
  const named = ({ train, output }: WrittenMember): string => `${train.name}.${output}`;
  const also = [{ span: known.span, text: `tells ${(known.label.classes ?? []).join(', ')}` }];
  const parameters = {
    ensemble,
    first: named(known),
    firstClasses: known.label.classes ?? [],
    other: named(other),
    otherClasses: other.label.classes ?? [],
  };
  place.elaboration.report(membersCannotVote(other.span, parameters, { also }));
  return false;
}

/** Whether all members find what they look at in the data of the first one, by which they are judged. */
function lookAtTheSame(
  { train: { dataset } }: WrittenMember,
  members: readonly WrittenMember[],
  { ensemble, parts, place }: Context,
): boolean {
  const dataOf = (name: string): TypedDataset | undefined =>
    parts.datasets.find((each) => each.name === name);
  const data = dataOf(dataset);
  for (const { train, span } of members) {
    const own = dataOf(train.dataset);
    if (own === undefined || data === undefined) continue;
    const column = Object.values(train.inputColumns).find((name) => {
      const image = own.images.find((each) => each.name === name);
      return image === undefined
        ? !data.labels.some((label) => label.name === name)
        : !data.images.some((each) => isSameImage(each, image));
    });
    if (column === undefined) continue;
    const parameters = { ensemble, member: train.name, column, data: data.name };
    place.elaboration.report(memberLooksElsewhere(span, parameters));
    return false;
  }
  return true;
}

/** Members with names and with seeds of their own: the first copy of a train has the train's. */
function numbered(members: readonly WrittenMember[]): readonly EnsembleMember[] {
  return members.map(({ train, output }, index) => {
    const before = members.slice(0, index).filter((other) => other.train === train).length;
    const several = members.filter((other) => other.train === train).length > 1;
    return {
      name: several ? `${train.name}-${before + 1}` : train.name,
      train: train.name,
      output,
      seedOffset: before,
    };
  });
}
