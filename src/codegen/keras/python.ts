/** A value as Python has it; lists are written as tuples, `code` as it stands. */
export type PythonValue =
  number | string | boolean | null | readonly PythonValue[] | { readonly code: string };

/** The value's text. */
export function python(value: PythonValue): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return pythonText(value);
  if ('code' in value) return value.code;
  const items = value.map(python);
  return items.length === 1 ? `(${items[0] ?? ''},)` : `(${items.join(', ')})`;
}

/** A text between quotes; JSON's escapes are Python's, but for characters above 2¹⁶, which it writes as they are. */
const pythonText = (text: string): string => JSON.stringify(text);

/** Names that a program cannot give, or that ours gives to something else. */
const taken = new Set(
  (
    'False None True and as assert async await break class continue def del elif else except finally for from global if ' +
    'import in is lambda nonlocal not or pass raise return try while with yield x keras layers np sys Path Image ImageOps ' +
    'argparse os dict list tuple zip print open len range input model photos path'
  ).split(' '),
);

/** Gives names of Python to paths, each to one only. */
export class PythonNames {
  readonly #used = new Set(taken);

  /** `base_conv1` for `base.conv1`. */
  name(path: string): string {
    const plain = path.replace(/[^A-Za-z0-9_]/g, '_').replace(/^(?=\d)/, '_');
    let name = plain;
    for (let number = 2; this.#used.has(name); number++) name = `${plain}_${number}`;
    this.#used.add(name);
    return name;
  }
}
