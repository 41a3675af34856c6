import type { Expression } from '../../parser/ast.ts';
import type { Span } from '../../source/span.ts';
import type { Dimension, SymbolicShape } from '../shape/dimension.ts';
import { printDimension, printShape } from '../shape/print.ts';
import type { MadeCall } from './graph.ts';
import type { Environment } from './environment.ts';
import type { SharedLayer } from './shared-layer.ts';

/** What an expression is while the compiler runs it. */
export type Value =
  | NumberValue
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'string'; readonly value: string }
  /** A bare name that nothing binds: an option's word (`same`) or a layer of the registry (`relu`). */
  | { readonly kind: 'word'; readonly name: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'size'; readonly height: number; readonly width: number }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | TensorsValue
  | LayerValue
  /** The result of something wrong that was reported, or of a hole in the tree: nothing more is said about it. */
  | { readonly kind: 'poison' };

export interface NumberValue {
  readonly kind: 'number';
  /** Symbolic only while a block's signature is proved. */
  readonly value: Dimension;
  readonly integer: boolean;
  readonly unit: 'none' | 'percent' | 'degrees';
}

/** One tensor, or several side by side as branches make them. */
export interface TensorsValue {
  readonly kind: 'tensors';
  readonly tensors: readonly Tensor[];
}

/** A layer not yet applied: an expression and the names it sees. */
export interface LayerValue {
  readonly kind: 'layer';
  readonly expression: Expression;
  readonly environment: Environment;
  /** Of a `let`: every application uses the weights of the first. */
  readonly shared?: SharedLayer;
}

/** A tensor of the model being made. */
export interface Tensor {
  readonly id: number;
  /** Undefined for poison: the layer that makes it is wrong, and what takes it is not checked. */
  readonly shape: SymbolicShape | undefined;
  /** Where it was made: labels of joins point there. */
  readonly span: Span;
  /** Undefined for inputs and poison. */
  readonly maker: MadeCall | undefined;
}

export const poison: Value = { kind: 'poison' };

export function poisonTensor(span: Span): Tensor {
  return { id: -1, shape: undefined, span, maker: undefined };
}

export function tensors(...items: readonly Tensor[]): TensorsValue {
  return { kind: 'tensors', tensors: items };
}

export function wholeNumber(value: Dimension): NumberValue {
  return { kind: 'number', value, integer: true, unit: 'none' };
}

/** What a value is, in words for messages. */
export function describe(value: Value): string {
  switch (value.kind) {
    case 'number':
      return `the number ${printNumber(value)}`;
    case 'boolean':
      return String(value.value);
    case 'string':
      return `the text "${value.value}"`;
    case 'word':
      return `the word ${value.name}`;
    case 'none':
      return 'none';
    case 'size':
      return `the size ${value.height}x${value.width}`;
    case 'list':
      return 'a list';
    case 'tensors':
      return value.tensors.length === 1
        ? `a tensor${shapeText(value.tensors[0])}`
        : `${value.tensors.length} tensors`;
    case 'layer':
      return 'a layer';
    case 'poison':
      return 'unknown';
  }
}

export function printNumber({ value, unit }: NumberValue): string {
  if (typeof value !== 'number') return printDimension(value);
  if (unit === 'percent') return `${Number((value * 100).toPrecision(12))}%`;
  return unit === 'degrees' ? `${value}deg` : String(value);
}

function shapeText(tensor: Tensor | undefined): string {
  return tensor?.shape === undefined ? '' : ` ${printShape(tensor.shape)}`;
}
