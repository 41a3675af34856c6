import { resolve } from 'node:path';
import { applyFixes } from '../../diagnostics/apply-fixes.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { positionAt } from '../../source/source-file.ts';
import type { CheckRequest, CheckedFile } from './check-file.ts';
import { checkFile } from './check-file.ts';
import { replaceText } from './replace-text.ts';

/** One repair that was made. */
export interface Repair {
  /** The file, as messages show it. */
  readonly path: string;
  /** Where it was made, from 1, in the text as it was then. */
  readonly line: number;
  readonly code: string;
  readonly title: string;
}

/** A file as the repairs have left it. */
export interface FixedFile extends CheckedFile {
  readonly repairs: readonly Repair[];
}

/** A repair may show what another slip had hidden; no chain of slips is as long. */
const mostRounds = 20;

/**
 * Repairs what has one clear repair, in the file and in those it imports (the standard library is not among them),
 * until nothing is left to repair. Files are written when all is known, each whole or not at all.
 * @throws Problem NET7010 or NET7011 when the file cannot be read, NET7003 or NET7004 when one cannot be written
 */
export async function fixFile(file: string, request: CheckRequest): Promise<FixedFile> {
  const before = await checkFile(file, request);
  const originals = new Map<string, string>();
  const texts = new Map<string, string>();
  const seen = new Set<string>();
  const repairs: Repair[] = [];
  let checked = before;
  for (let round = 0; round < mostRounds; round++) {
    for (const { path, text } of checked.sources) if (!originals.has(path)) originals.set(path, text);
    const fixed = fixOnce(checked);
    const state = fixed.texts.map(({ path, text }) => `${path}\n${text}`).join('\n');
    if (fixed.repairs.length === 0 || seen.has(state)) break;
    seen.add(state);
    repairs.push(...fixed.repairs);
    for (const { path, text } of fixed.texts) texts.set(path, text);
    checked = await checkFile(file, { ...request, texts });
  }
  for (const [path, text] of texts) {
    const original = originals.get(path);
    if (original !== undefined && original !== text)
      await replaceText(resolve(request.workingDirectory, path), original, text);
  }
  return { ...checked, repairs };
}

/** Applies the first fix of each diagnostic, as far as they do not touch one another. */
function fixOnce({ sources, diagnostics }: CheckedFile): {
  readonly repairs: readonly Repair[];
  readonly texts: readonly { readonly path: string; readonly text: string }[];
} {
  const offered = diagnostics.flatMap(({ code, fixes: [fix] }) => (fix === undefined ? [] : [{ code, fix }]));
  const repairs: Repair[] = [];
  const texts: { path: string; text: string }[] = [];
  for (const source of sources) {
    const own = offered.filter(({ fix }) => fix.edits[0]?.span.file.path === source.path);
    const { text, applied } = applyFixes(
      source,
      own.map(({ fix }) => fix),
    );
    if (text === source.text) continue;
    texts.push({ path: source.path, text });
    for (const { code, fix } of own)
      if (applied.includes(fix))
        repairs.push({ ...placeOf(source, fix.edits[0]?.span.start ?? 0), code, title: fix.title });
  }
  return { repairs, texts };
}

function placeOf(source: SourceFile, offset: number): { readonly path: string; readonly line: number } {
  return { path: source.path, line: positionAt(source, offset).line };
}
