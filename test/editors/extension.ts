import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where the VS Code extension stands. */
export const extensionFolder = fileURLToPath(new URL('../../editors/vscode/', import.meta.url));

/** What the tests read of the extension's manifest. */
export interface Manifest {
  readonly version: string;
  readonly contributes: {
    readonly languages: readonly [Readonly<Record<string, unknown>> & { readonly firstLine: string }];
    readonly problemPatterns: readonly { readonly name: string; readonly patterns: readonly LinePattern[] }[];
    readonly problemMatchers: readonly { readonly name: string; readonly pattern: string }[];
  };
}

/** One line of a problem pattern: which group of the expression is what. */
export interface LinePattern {
  readonly regexp: string;
  readonly severity?: number;
  readonly code?: number;
  readonly message?: number;
  readonly file?: number;
  readonly line?: number;
  readonly column?: number;
}

/** The text of a file of the extension. */
export function readExtensionFile(name: string): string {
  return readFileSync(join(extensionFolder, name), 'utf8');
}

export function readManifest(): Manifest {
  return JSON.parse(readExtensionFile('package.json')) as Manifest;
}
