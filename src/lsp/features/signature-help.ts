import type { SignatureHelp } from 'vscode-languageserver';
import { callableOf, signatureText } from '../index/callables.ts';
import { cursorAt } from '../index/cursor.ts';
import type { Analysis } from '../workspace/analysis.ts';
import { realmOfCursor } from './completion/arguments.ts';

/** The options of the call that a place is in the brackets of, and which of them is being written. */
export function signatureHelp(analysis: Analysis, offset: number): SignatureHelp | undefined {
  const cursor = cursorAt(analysis, offset);
  const top = cursor.brackets.findLast(({ symbol }) => symbol === '(');
  const callable = top && callableOf(top.callee, realmOfCursor(cursor), analysis);
  if (top === undefined || callable === undefined || callable.options.length === 0) return undefined;
  const positional = callable.options.filter(({ namedOnly }) => !namedOnly);
  const active =
    top.key === undefined
      ? callable.options.findIndex((option) => option === positional[top.commas])
      : callable.options.findIndex(({ name }) => name === top.key);
  return {
    signatures: [
      {
        label: signatureText(callable),
        documentation: callable.doc,
        parameters: callable.options.map(({ label, doc }) => ({ label, documentation: doc })),
      },
    ],
    activeSignature: 0,
    ...(active >= 0 && { activeParameter: active }),
  };
}
