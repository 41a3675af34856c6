import { expect, test } from 'vitest';
import { netc, workplace } from '../cli/netc.ts';
import type { LinePattern } from './extension.ts';
import { readManifest } from './extension.ts';

const wrong = `model Net(photo: [20, 20, 3]) {
  output kind = photo -> conv(8, 30) -> flaten -> dense(1, sigmoid)
  output a_name_that_is_so_long_that_the_message_about_it_needs_a_second_line_of_the_terminal_at_least = photo -> conv(8, 0)
}

model Old(photo: [28, 28, 1]) {
  unused = photo -> flatten
  output digit = photo -> conv(6, 5, sigmoid) -> flatten -> dense(4000, sigmoid) -> dense(10, softmax)
}

train net = Net on nowhere { minimise: mse(kind) }
`;

interface Found {
  readonly code: string;
  readonly severity: string;
  readonly message: string;
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Reads an output as VS Code does: the longest pattern whose lines follow each other wins. */
function match(output: string, patterns: readonly (readonly LinePattern[])[]): readonly Found[] {
  const lines = output.split('\n');
  const longestFirst = [...patterns].sort((left, right) => right.length - left.length);
  return lines.flatMap((_, start) => {
    for (const pattern of longestFirst) {
      const found = matchAt(lines, start, pattern);
      if (found !== undefined) return [found];
    }
    return [];
  });
}

function matchAt(
  lines: readonly string[],
  start: number,
  pattern: readonly LinePattern[],
): Found | undefined {
  const parts = { code: '', severity: '', message: '', file: '', line: '', column: '' };
  for (const [index, { regexp, ...groups }] of pattern.entries()) {
    const groupsFound = new RegExp(regexp).exec(lines[start + index] ?? '');
    if (groupsFound === null) return undefined;
    for (const [key, group] of Object.entries(groups)) {
      const text = groupsFound[group] ?? '';
      if (key === 'message') parts.message += parts.message === '' ? text : ` ${text}`;
      else if (isPart(key)) parts[key] = text;
    }
  }
  return { ...parts, line: Number(parts.line), column: Number(parts.column) };
}

function isPart(key: string): key is 'code' | 'severity' | 'file' | 'line' | 'column' {
  return ['code', 'severity', 'file', 'line', 'column'].includes(key);
}

test('the problem matchers find in the output of netc check what it found', async () => {
  const { contributes } = readManifest();
  const patterns = contributes.problemMatchers.map(
    ({ pattern }) => contributes.problemPatterns.find(({ name }) => `$${name}` === pattern)?.patterns ?? [],
  );
  const folder = workplace({ 'wrong.net': wrong });
  const { out, err } = await netc(folder, ['check', 'wrong.net']);
  const found = match(out + err, patterns);

  const { out: json } = await netc(folder, ['check', 'wrong.net', '--format', 'json']);
  const { diagnostics } = JSON.parse(json) as {
    readonly diagnostics: readonly {
      readonly code: string;
      readonly severity: string;
      readonly message: string;
      readonly file: string;
      readonly range: { readonly start: { readonly line: number; readonly column: number } };
    }[];
  };
  expect(found).toEqual(
    diagnostics.map(({ code, severity, message, file, range: { start } }) => ({
      code,
      severity,
      message,
      file,
      line: start.line,
      column: start.column,
    })),
  );
  expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['error', 'warning', 'advice']));
  expect(found.some(({ message }) => message.length > 80)).toBe(true);
});
