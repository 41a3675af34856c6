import type { WorkspaceSymbol } from 'vscode-languageserver';
import type { Document } from '../workspace/document.ts';
import { rangeOf } from '../workspace/positions.ts';
import { symbolKinds } from './document-symbols.ts';

/** Declarations of documents whose names have the letters that are looked for, in their order. */
export function workspaceSymbols(documents: readonly Document[], query: string): WorkspaceSymbol[] {
  return documents.flatMap(({ uri, file, parsed }) =>
    parsed.outcome.value.declarations.flatMap((declaration): WorkspaceSymbol[] => {
      if (declaration.kind === 'import' || !hasLetters(declaration.name.text, query)) return [];
      const { start, end } = parsed.places.here(declaration.name.span);
      const location = { uri, range: rangeOf(file, start, end) };
      return [{ name: declaration.name.text, kind: symbolKinds[declaration.kind], location }];
    }),
  );
}

function hasLetters(name: string, query: string): boolean {
  const [text, wanted] = [name.toLowerCase(), query.toLowerCase()];
  let from = 0;
  return Array.from(wanted).every((letter) => {
    const found = text.indexOf(letter, from);
    from = found + 1;
    return found >= 0;
  });
}
