// @ts-check
/** What the contenders of netc share: an example as a program, and tensors that are in memory. */
import { readFileSync } from 'node:fs';
import { check, compile, parse, sourceFile } from '../../dist/index.js';

/**
 * A train of an example, compiled.
 * @param {string} name of the file in `examples/`
 * @param {string} train
 * @param {string} precision
 * @param {(text: string) => string} changed the program in other words
 */
export function exampleProgram(name, train, precision, changed = (text) => text) {
  const text = changed(readFileSync(new URL(`../../examples/${name}`, import.meta.url), 'utf8'));
  const { value } = compile(check(parse(sourceFile(name, text)).value).value, train);
  return {
    ...value,
    precision: /** @type {import('../../dist/ir/program.js').Program['precision']} */ (precision),
  };
}

/** @param {readonly number[]} shape @param {(index: number) => number} value */
export function numbers(shape, value) {
  const dtype = /** @type {const} */ ('float32');
  return { dtype, shape, data: Float32Array.from({ length: elements(shape) }, (_, index) => value(index)) };
}

/** @param {readonly number[]} shape @param {(index: number) => number} value */
export function integers(shape, value) {
  const dtype = /** @type {const} */ ('int32');
  return { dtype, shape, data: Int32Array.from({ length: elements(shape) }, (_, index) => value(index)) };
}

/** Levels of photos from 0 to 1, no two neighbours alike. @param {number} index */
export const level = (index) => ((index * 7919) % 256) / 255;

/** @param {readonly number[]} shape */
const elements = (shape) => shape.reduce((product, size) => product * size, 1);
