import { needsTensor, unknownMember } from '../../diagnostics/catalogue/names.ts';
import { noSuchAxis, severalTensors } from '../../diagnostics/catalogue/shapes.ts';
import { nearest } from '../../diagnostics/nearest.ts';
import type { Member } from '../../parser/ast.ts';
import type { SymbolicShape } from '../shape/dimension.ts';
import { printShape } from '../shape/print.ts';
import type { Place } from './elaboration.ts';
import type { Value } from './value.ts';
import { describe, poison, wholeNumber } from './value.ts';

export const axes = ['height', 'width', 'channels'] as const;

/** `x.height`, `x.width`, `x.channels`; of a size literal, its height and width. */
export function memberOf({ object, member }: Member, value: Value, { elaboration }: Place): Value {
  const { report } = elaboration;
  if (value.kind === 'poison' || member.text === '') return poison;
  const axis = axes.find((name) => name === member.text);
  if (value.kind === 'size' && (axis === 'height' || axis === 'width')) return wholeNumber(value[axis]);
  if (value.kind !== 'tensors') {
    report(needsTensor(object.span, { given: describe(value) }));
    return poison;
  }
  const [tensor, second] = value.tensors;
  if (tensor === undefined || second !== undefined) {
    report(severalTensors(object.span, { taker: `.${member.text}`, count: value.tensors.length }));
    return poison;
  }
  if (axis === undefined) {
    report(unknownMember(member.span, { member: member.text, suggestion: nearest(member.text, axes) }));
    return poison;
  }
  if (tensor.shape === undefined) return poison;
  const size = axisOf(tensor.shape, axis);
  if (size !== undefined) return wholeNumber(size);
  report(noSuchAxis(member.span, { member: member.text, given: printShape(tensor.shape) }));
  return poison;
}

function axisOf(shape: SymbolicShape, axis: (typeof axes)[number]): SymbolicShape[number] | undefined {
  if (axis === 'channels') return shape.at(-1);
  return shape.length === 3 ? shape[axes.indexOf(axis)] : undefined;
}
