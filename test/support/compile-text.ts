import { compile } from '../../src/ir/compile.ts';
import type { Program } from '../../src/ir/program.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';

/** Compiles a train of a text, the first where none is named. */
export function compileText(text: string, train?: string): Program {
  const parsed = parse(sourceFile('net.net', text));
  const checked = check(parsed.value);
  const wrong = [...parsed.diagnostics, ...checked.diagnostics].filter(
    ({ severity }) => severity === 'error',
  );
  if (wrong.length > 0) throw new Error(wrong.map(({ title }) => title).join('\n'));
  return compile(checked.value, train ?? checked.value.trains[0]?.name ?? '').value;
}
