import {
  augmentationCycle,
  mixingIsNoStep,
  stepForm,
  twoFills,
} from '../../diagnostics/catalogue/augmentation.ts';
import { badSetting } from '../../diagnostics/catalogue/training.ts';
import type {
  AugmentDeclaration,
  Call,
  Expression,
  IndexedCall,
  Reference,
  Setting,
} from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import { spanText } from '../../source/span.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { chooseBranch } from '../elaborate/evaluate.ts';
import type { readOptions } from '../elaborate/read-options.ts';
import { matchArguments, readOption } from '../elaborate/read-options.ts';
import type { Augmentation, Fill, PhotoStep } from './augmentation.ts';
import { fillOf, standardFill } from './geometry.ts';
import { readMade } from './read-made.ts';
import { stepRegistry } from './registry.ts';
import { augmentationAt, reportUnknownStep } from './unknown-step.ts';

/** What is being read: the fills met so far, and the augmentations that use each other, outermost first. */
interface Reading {
  readonly place: Place;
  readonly inside: readonly AugmentDeclaration[];
  readonly fills: { readonly fill: Fill; readonly span: Span }[];
}

/**
 * An augmentation as a train or a declaration writes it: steps, or the name of one. `none` is one without steps. Undefined after
 * something wrong, which was reported.
 */
export function readAugmentation(expression: Expression, place: Place): Augmentation | undefined {
  const reading: Reading = { place, inside: [], fills: [] };
  const steps = readSteps(expression, reading);
  const fill = oneFill(reading);
  if (steps === undefined || fill === undefined) return undefined;
  const named =
    expression.kind === 'reference' ? augmentationAt(expression.name, place.environment) : undefined;
  return { name: named && spanText(expression.span), steps, fill };
}

/** `augment: lecture`, steps written here, or `none`, which ends what the train says and is null. */
export function readAugmentSetting({ key, values }: Setting, place: Place): Augmentation | null | undefined {
  const [written, second] = values;
  if (second !== undefined) {
    const words = { setting: key.text, expected: 'steps joined by ->', given: 'several values' };
    place.elaboration.report(badSetting(second.span, words));
    return undefined;
  }
  const read = written && readAugmentation(written, place);
  return read?.steps.length === 0 ? null : read;
}

type Steps = readonly PhotoStep[] | undefined;

function readSteps(expression: Expression, reading: Reading): Steps {
  const { place } = reading;
  switch (expression.kind) {
    case 'pipeline':
      return all(expression.stages, reading)?.flat();
    case 'reference':
      return readName(expression, reading);
    case 'call':
      return readCall(expression, reading);
    case 'indexed-call':
      return readChoices(expression, reading);
    case 'conditional': {
      const chosen = chooseBranch(expression, place);
      return chosen && readSteps(chosen, reading);
    }
    case 'none':
      return [];
    case 'missing':
      return undefined;
    default:
      place.elaboration.report(
        badSetting(expression.span, {
          setting: 'An augmentation',
          expected: 'steps: rotate(40deg) -> flip(horizontal)',
          given: spanText(expression.span),
        }),
      );
      return undefined;
  }
}

/** Each by itself, so that all that is wrong is reported. */
function all(
  expressions: readonly Expression[],
  reading: Reading,
): readonly (readonly PhotoStep[])[] | undefined {
  const read = expressions.map((expression) => readSteps(expression, reading));
  const good = read.filter((steps) => steps !== undefined);
  return good.length === read.length ? good : undefined;
}

/** A step without options, or another augmentation. */
function readName(expression: Reference, reading: Reading): Steps {
  const { name, span } = expression;
  const { place, inside } = reading;
  const used = augmentationAt(name, place.environment);
  if (used === undefined) return readStep(name, { nameSpan: span, arguments: [] }, reading);
  const { declaration, environment } = used;
  if (inside.includes(declaration)) {
    place.elaboration.report(augmentationCycle(span, { name }));
    return undefined;
  }
  return readSteps(declaration.steps, {
    place: { ...place, environment },
    inside: [...inside, declaration],
    fills: reading.fills,
  });
}

function readCall(call: Call, reading: Reading): Steps {
  const { callee } = call;
  const { report } = reading.place.elaboration;
  if (callee.kind === 'missing') return undefined;
  if (callee.kind !== 'reference') {
    report(stepForm(callee.span, { given: spanText(call.span), wanted: 'step(option)' }));
    return undefined;
  }
  // An augmentation may be called as the step that it is made of: only the step takes options.
  const isStep = stepRegistry.has(callee.name);
  if (!isStep && augmentationAt(callee.name, reading.place.environment) !== undefined) {
    report(stepForm(call.span, { given: spanText(call.span), wanted: callee.name }));
    return undefined;
  }
  return readStep(callee.name, { nameSpan: callee.span, arguments: call.arguments }, reading);
}

type Source = Parameters<typeof readOptions>[1];

function readStep(name: string, source: Source, reading: Reading): Steps {
  const { place } = reading;
  const definition = stepRegistry.get(name);
  if (definition === undefined) {
    reportUnknownStep(name, source.nameSpan, place);
    return undefined;
  }
  switch (definition.family) {
    case 'mixing':
      place.elaboration.report(mixingIsNoStep(source.nameSpan, { step: name }));
      return undefined;
    case 'choice':
      return readChoice(definition.name, source, reading);
    default: {
      const made = readMade<PhotoStep>(definition, source, place);
      if (made === undefined) return undefined;
      const fill = fillOf(made.options);
      if (fill !== undefined) reading.fills.push({ fill, span: source.nameSpan });
      return [made.step];
    }
  }
}

function readChoice(name: string, source: Source, reading: Reading): Steps {
  const { place } = reading;
  if (name === 'maybe') return readMaybe(source, reading);
  if (name === 'trivial') {
    return matchArguments(name, [], source.arguments, place) && [{ kind: 'trivial' }];
  }
  place.elaboration.report(
    stepForm(source.nameSpan, { given: `${name}(…)`, wanted: 'one_of[blur(1), noise(5%)]' }),
  );
  return undefined;
}

/** `maybe(20%, blur -> noise)`. */
function readMaybe(source: Source, reading: Reading): Steps {
  const { place } = reading;
  const [probability] = stepRegistry.get('maybe')?.options ?? [];
  if (probability === undefined) return undefined;
  const matched = matchArguments('maybe', [probability, { name: 'steps' }], source.arguments, place);
  if (matched === undefined) return undefined;
  const [share, inner] = [matched.get('probability'), matched.get('steps')];
  if (share === undefined || inner === undefined) {
    place.elaboration.report(
      stepForm(source.nameSpan, {
        given: share === undefined ? 'maybe alone' : 'maybe without steps',
        wanted: 'maybe(20%, blur(1) -> noise(5%))',
      }),
    );
    return undefined;
  }
  const value = readOption('maybe', probability, share.value, place);
  const steps = readSteps(inner.value, reading);
  return typeof value === 'number' && steps ? [{ kind: 'maybe', probability: value, steps }] : undefined;
}

/** `one_of[blur, noise]`. */
function readChoices({ callee, items, span }: IndexedCall, reading: Reading): Steps {
  const { place } = reading;
  const { report } = place.elaboration;
  if (callee.text !== 'one_of') {
    if (stepRegistry.has(callee.text)) {
      report(stepForm(span, { given: spanText(span), wanted: `${callee.text}(…)` }));
    } else {
      reportUnknownStep(callee.text, callee.span, place);
    }
    all(items, reading);
    return undefined;
  }
  const choices = all(items, reading);
  if (items.length < 2) {
    report(stepForm(span, { given: 'a choice of less than two', wanted: 'one_of[blur(1), noise(5%)]' }));
    return undefined;
  }
  return choices && [{ kind: 'one_of', choices }];
}

/** What stands where pixels are missing: a photo is moved once, so that all steps say the same. */
function oneFill({ place, fills }: Reading): Fill | undefined {
  const [first] = fills;
  if (first === undefined) return standardFill;
  const other = fills.find(({ fill }) => fill.mode !== first.fill.mode || fill.level !== first.fill.level);
  if (other === undefined) return first.fill;
  const words = { first: fillWords(first.fill), other: fillWords(other.fill) };
  const also = [{ span: first.span, text: `${words.first} here` }];
  place.elaboration.report(twoFills(other.span, words, { also }));
  return undefined;
}

function fillWords({ mode, level }: Fill): string {
  return `fill: ${mode}${mode === 'constant' ? `, level: ${level}` : ''}`;
}
