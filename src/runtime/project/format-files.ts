import { readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { noNetFiles } from '../../diagnostics/catalogue/run.ts';
import { hasErrors, type Diagnostic } from '../../diagnostics/diagnostic.ts';
import { formatSource } from '../../format/format-source.ts';
import { sniff } from '../../parser/sniff.ts';
import { Problem } from '../problem.ts';
import { replaceText } from './replace-text.ts';
import { SourceReader } from './source-reader.ts';

/** A file that was looked at. */
export interface FormattedFile {
  readonly path: string;
  /** Whether its layout differs from what it was; a file with syntax errors is left as it is. */
  readonly state: 'formatted' | 'as it was' | 'unreadable';
  readonly diagnostics: readonly Diagnostic[];
}

export interface FormatRequest {
  readonly workingDirectory: string;
  /** Whether files are only looked at. */
  readonly check: boolean;
}

/**
 * Lays out files, and all `.net` files in folders, in place. In folders, files of other programs that use the same
 * ending (netlists, Pajek graphs) are passed over.
 * @throws Problem NET7070 for a folder without any, NET7010 or NET7011 for a file that cannot be read, NET7003 or NET7004
 *   for one that cannot be written
 */
export async function formatFiles(
  paths: readonly string[],
  { workingDirectory, check }: FormatRequest,
): Promise<readonly FormattedFile[]> {
  const reader = new SourceReader(workingDirectory);
  const formatted: FormattedFile[] = [];
  for (const { path, named } of paths.flatMap((each) => filesAt(workingDirectory, each))) {
    const file = reader.main(path);
    if (!named && sniff(file) !== undefined) continue;
    const { value, diagnostics } = formatSource(file);
    const state = hasErrors(diagnostics) ? 'unreadable' : value === file.text ? 'as it was' : 'formatted';
    if (state === 'formatted' && !check) await replaceText(resolve(workingDirectory, path), file.text, value);
    formatted.push({ path, state, diagnostics: diagnostics.filter(({ severity }) => severity === 'error') });
  }
  return formatted;
}

/** Folders in which no program of one's own is looked for. */
const passedOver: ReadonlySet<string> = new Set(['node_modules', 'dist', 'runs']);

/** A file to format, and whether it was asked for by its own name. */
interface Found {
  readonly path: string;
  readonly named: boolean;
}

function filesAt(workingDirectory: string, path: string): readonly Found[] {
  if (statSync(resolve(workingDirectory, path), { throwIfNoEntry: false })?.isDirectory() !== true)
    return [{ path, named: true }];
  const found = filesBelow(workingDirectory, path);
  if (found.length === 0) throw new Problem(noNetFiles(undefined, { folder: path }));
  return found.map((file) => ({ path: file, named: false }));
}

function filesBelow(workingDirectory: string, folder: string): readonly string[] {
  return readdirSync(resolve(workingDirectory, folder), { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((left, right) => (left.name < right.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return passedOver.has(entry.name) ? [] : filesBelow(workingDirectory, path);
      return entry.isFile() && entry.name.endsWith('.net') ? [path] : [];
    });
}
