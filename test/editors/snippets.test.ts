import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { parse } from '../../src/parser/parse.ts';
import { sourceFile } from '../../src/source/source-file.ts';
import { check } from '../../src/typecheck/check.ts';
import { readExtensionFile } from './extension.ts';

interface Snippet {
  readonly prefix: string;
  readonly description: string;
  readonly body: readonly string[];
}

const snippets = JSON.parse(readExtensionFile('snippets/netc.json')) as Readonly<Record<string, Snippet>>;
const byPrefix = new Map(Object.values(snippets).map((snippet) => [snippet.prefix, snippet]));

/** The choices of one placeholder: one, but for `${1|a,b|}`. */
interface Placeholder {
  readonly number: string;
  readonly choices: readonly string[];
}

const placeholder = /\$\{(\d+):([^{}]*)\}|\$\{(\d+)\|((?:[^|\\]|\\.)*)\|\}|\$(\d+)/g;

function placeholders(body: string): readonly Placeholder[] {
  return [...body.matchAll(placeholder)].flatMap(([, named, text = '', chosen, list]) => {
    if (named !== undefined) return [{ number: named, choices: [text] }];
    if (chosen === undefined || list === undefined) return [];
    const choices = list.split(/(?<!\\),/).map((choice) => choice.replaceAll('\\,', ','));
    return [{ number: chosen, choices }];
  });
}

/** The text of a snippet, as somebody gets it who takes the choice of that number everywhere. */
function fill(prefix: string, choice = 0): string {
  const body = byPrefix.get(prefix)?.body.join('\n') ?? '';
  const values = new Map(
    placeholders(body).map(({ number, choices }) => [number, choices[choice % choices.length] ?? '']),
  );
  return body.replace(
    placeholder,
    (_, named?: string, __?: string, chosen?: string, ___?: string, bare?: string) =>
      values.get(named ?? chosen ?? bare ?? '') ?? '',
  );
}

/** Where a snippet stands that is no declaration. */
const surroundings: Readonly<Record<string, (text: string) => string>> = {
  phase: (text) => `train t = N on d {\n${text}\n}`,
  repeat: (text) => `let l = ${text}`,
};

function problems(text: string): readonly string[] {
  const parsed = parse(sourceFile('snippet.net', text));
  const checked = parsed.diagnostics.length > 0 ? [] : check(parsed.value).diagnostics;
  return [...parsed.diagnostics, ...checked]
    .filter(({ severity }: Diagnostic) => severity === 'error')
    .map(({ code, title }) => `${code} ${title}`);
}

describe.each([...byPrefix.keys()])('%s', (prefix) => {
  const choices = Math.max(
    1,
    ...placeholders(byPrefix.get(prefix)?.body.join('\n') ?? '').map((place) => place.choices.length),
  );

  test.each(Array.from({ length: choices }, (_, choice) => choice))(
    'is a program with choice %i',
    (choice) => {
      const text = fill(prefix, choice);
      expect(text).not.toContain('$');
      const { diagnostics } = parse(sourceFile('snippet.net', (surroundings[prefix] ?? String)(text)));
      expect(diagnostics).toEqual([]);
    },
  );
});

describe('what belongs together is right', () => {
  test.each(['block', 'residual', 'inception', 'model', 'data'])('%s by itself', (prefix) => {
    expect(problems(fill(prefix))).toEqual([]);
  });

  test('a model, its photos and its training', () => {
    expect(problems([fill('data'), fill('model'), fill('train')].join('\n\n'))).toEqual([]);
  });

  test('a pretrained base in phases', () => {
    expect(problems([fill('finetune'), fill('data'), fill('phases')].join('\n\n'))).toEqual([]);
  });
});
