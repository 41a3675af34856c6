import { longProgram } from './long-program.mjs';

/** What is typed, a key at a time, and taken back again the same way. */
const pieces = [
  ' -> relu',
  ' as last',
  '  x = y\n',
  ', l2: 0.01',
  '1',
  '\n',
  '{',
  '"a',
  '// note',
  'conv(8, 3',
];

/**
 * A session of an editor: a program of some lines, and so many keystrokes in it, always the same. What is typed is taken
 * back, so that the text is as it was when all keys were pressed.
 *
 * @param {number} lines
 * @param {number} count
 */
export function recording(lines, count) {
  const text = longProgram(lines);
  /** @type {{ at: number, remove: number, insert: string }[]} */
  const keys = [];
  let state = 12345;
  const draw = (/** @type {number} */ below) => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  while (keys.length < count) {
    const piece = pieces[draw(pieces.length)] ?? 'x';
    const at = draw(text.length);
    if (keys.length + 2 * piece.length > count) {
      keys.push({ at, remove: 0, insert: ' ' }, { at, remove: 1, insert: '' });
      continue;
    }
    for (let index = 0; index < piece.length; index++)
      keys.push({ at: at + index, remove: 0, insert: piece.charAt(index) });
    for (let index = piece.length - 1; index >= 0; index--)
      keys.push({ at: at + index, remove: 1, insert: '' });
  }
  return { text, keys };
}

/**
 * A key as the Language Server Protocol says it, and the text after it.
 *
 * @param {string} text
 * @param {{ at: number, remove: number, insert: string }} key
 */
export function pressed(text, { at, remove, insert }) {
  const position = (/** @type {number} */ offset) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  };
  return {
    change: { range: { start: position(at), end: position(at + remove) }, text: insert },
    text: text.slice(0, at) + insert + text.slice(at + remove),
  };
}
