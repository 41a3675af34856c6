import { unknownName, wrongValue } from '../../diagnostics/catalogue/names.ts';
import {
  blockInputCount,
  blockInputShape,
  signatureDoesNotHold,
} from '../../diagnostics/catalogue/shapes.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { BlockDeclaration, Expression, ShapePattern } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import { ceilDivide, dimensionsEqual, floorDivide, subtract } from '../shape/arithmetic.ts';
import type { Dimension } from '../shape/dimension.ts';
import { printShape } from '../shape/print.ts';
import type { CallSource } from './call-layer.ts';
import { applyBinary } from './arithmetic.ts';
import type { Place } from './elaboration.ts';
import { evaluate } from './evaluate.ts';
import { chainTo } from './graph.ts';
import { callers } from './shape-problem.ts';
import type { Tensor } from './value.ts';
import { describe, poisonTensor, wholeNumber } from './value.ts';

/**
 * Matches what flows into a block with its signature, binding the names of sizes in the block's environment. False
 * after a mismatch, which was reported.
 */
export function matchInputs(
  { name, signature }: BlockDeclaration,
  inputs: readonly Tensor[],
  source: CallSource,
  place: Place,
): boolean {
  if (signature === undefined) return true;
  const { report } = place.elaboration;
  if (signature.inputs.length !== inputs.length) {
    const parameters = { block: name.text, expected: signature.inputs.length, given: inputs.length };
    report(blockInputCount(source.nameSpan, parameters));
    return false;
  }
  const fits = inputs.map((tensor, index) => {
    const pattern = signature.inputs[index];
    if (pattern === undefined || tensor.shape === undefined) return true;
    bindSizes(pattern, tensor.shape, place);
    return true;
  });
  return fits.every((_, index) => {
    const [pattern, tensor] = [signature.inputs[index], inputs[index]];
    if (pattern === undefined || tensor?.shape === undefined) return true;
    if (matches(pattern, tensor.shape, place)) return true;
    const parameters = {
      block: name.text,
      expected: printPattern(pattern, place),
      given: printShape(tensor.shape),
    };
    report(
      blockInputShape(source.nameSpan, parameters, {
        chain: chainTo(tensor),
        also: [{ span: pattern.span, text: 'its signature' }, ...callers(place).slice(1)],
      }),
    );
    return false;
  });
}

/** Compares what a block made with the claim of its signature; poison after a mismatch. */
export function checkOutput(
  { name, signature }: BlockDeclaration,
  result: Tensor,
  source: CallSource,
  place: Place,
): Tensor {
  // Over symbols the claims of inner blocks are taken for what they are: each is proved by itself.
  if (signature === undefined || result.shape === undefined || place.elaboration.questions) return result;
  if (matches(signature.output, result.shape, place)) return result;
  place.elaboration.report(
    signatureDoesNotHold(
      signature.output.span,
      {
        block: name.text,
        claimed: printPattern(signature.output, place),
        computed: printShape(result.shape),
      },
      { chain: chainTo(result), also: callers(place) },
    ),
  );
  return poisonTensor(source.span);
}

/** Names that nothing binds yet take the size that stands in their place. */
function bindSizes(pattern: ShapePattern, shape: readonly Dimension[], { environment }: Place): void {
  for (const [axis, dimension] of pattern.dimensions.entries()) {
    const size = shape[axis];
    if (dimension.kind !== 'reference' || size === undefined || shape.length !== pattern.dimensions.length)
      continue;
    if (environment.lookup(dimension.name) !== undefined) continue;
    const value = wholeNumber(size);
    environment.define(dimension.name, { kind: 'value', span: dimension.span, used: true, value });
  }
}

function matches(pattern: ShapePattern, shape: readonly Dimension[], place: Place): boolean {
  if (pattern.dimensions.length !== shape.length) return false;
  return pattern.dimensions.every((dimension, axis) => {
    const [wanted, given] = [sizeOf(dimension, place), shape[axis]];
    return wanted === undefined || given === undefined || sizesEqual(wanted, given, place);
  });
}

/** Over symbols it is asked; where the run parts, what it finds is of no account. */
function sizesEqual(wanted: Dimension, given: Dimension, { elaboration: { questions } }: Place): boolean {
  if (questions === undefined) return dimensionsEqual(wanted, given);
  return questions.isZero(subtract(given, wanted)) ?? true;
}

export function printPattern(pattern: ShapePattern, place: Place): string {
  const written = pattern.dimensions.map((dimension) => {
    const size = sizeOf(dimension, place);
    return size === undefined ? spanText(dimension.span) : printShape([size]).slice(1, -1);
  });
  return `[${written.join(', ')}]`;
}

/** `ceil(h / stride)` and `floor(h / 2)`, where no block of the file has that name. */
function roundedQuotient(dimension: Expression, { environment }: Place) {
  if (dimension.kind !== 'call' || dimension.callee.kind !== 'reference') return undefined;
  const { name } = dimension.callee;
  const [only, second] = dimension.arguments;
  if ((name !== 'ceil' && name !== 'floor') || environment.lookup(name) !== undefined) return undefined;
  if (only === undefined || second !== undefined || only.name !== undefined) return undefined;
  return { rounding: name, value: only.value } as const;
}

function roundedSize(
  { rounding, value }: { readonly rounding: 'ceil' | 'floor'; readonly value: Expression },
  place: Place,
): Dimension | undefined {
  if (rounding === 'floor' || value.kind !== 'binary' || value.operator !== '/') return sizeOf(value, place);
  const [left, right] = [sizeOf(value.left, place), sizeOf(value.right, place)];
  if (left === undefined || right === undefined || (typeof right === 'number' && right < 1)) return undefined;
  if (typeof right !== 'number') place.elaboration.questions?.restrict(right, 1);
  return ceilDivide(left, right);
}

/** What a dimension of a signature comes to; undefined for any size, and after something wrong. */
export function sizeOf(dimension: Expression, place: Place): Dimension | undefined {
  if (dimension.kind === 'wildcard' || dimension.kind === 'missing') return undefined;
  if (dimension.kind === 'binary') {
    const left = sizeOf(dimension.left, place);
    const right = sizeOf(dimension.right, place);
    if (left === undefined || right === undefined) return undefined;
    // Sizes are whole: a division in a signature rounds down, as strides do.
    if (dimension.operator === '/') {
      const { questions } = place.elaboration;
      if (typeof right === 'number' ? right > 0 && Number.isInteger(right) : questions !== undefined) {
        if (typeof right !== 'number') questions?.restrict(right, 1);
        return floorDivide(left, right);
      }
    }
    const value = applyBinary(dimension, wholeNumber(left), wholeNumber(right), place.elaboration);
    return value.kind === 'number' ? value.value : undefined;
  }
  const quotient = roundedQuotient(dimension, place);
  if (quotient !== undefined) return roundedSize(quotient, place);
  if (dimension.kind === 'reference' && place.environment.lookup(dimension.name) === undefined) {
    const { name, span } = dimension;
    const known = [...place.environment.entries()].map(([key]) => key);
    place.elaboration.report(
      unknownName(span, {
        name,
        wanted: 'a size of an input, or a parameter,',
        suggestion: nearest(name, known),
      }),
    );
    return undefined;
  }
  const value = evaluate(dimension, place);
  if (value.kind === 'number' && value.integer) return value.value;
  if (value.kind !== 'poison') {
    const parameters = { what: 'A size', expected: 'a whole number', given: describe(value) };
    place.elaboration.report(wrongValue(dimension.span, parameters));
  }
  return undefined;
}
