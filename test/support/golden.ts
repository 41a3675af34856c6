import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';

/** The folder of all golden cases. */
export const casesFolder = fileURLToPath(new URL('../cases/', import.meta.url));

/**
 * Compares `content` with the golden file at `path`. With `UPDATE_GOLDEN=1` the file is written instead; a golden
 * that is missing or differs is a failure.
 */
export function expectGolden(path: string, content: string): void {
  const wanted = content.endsWith('\n') ? content : `${content}\n`;
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, wanted);
    return;
  }
  if (!existsSync(path)) {
    expect.fail(`There is no golden file ${path}; UPDATE_GOLDEN=1 writes it. It would be:\n${wanted}`);
  }
  expect(wanted, `${path} is stale; UPDATE_GOLDEN=1 rewrites it`).toBe(readFileSync(path, 'utf8'));
}

/** One `.net` file of a folder of cases, and where its golden belongs. */
export interface GoldenCase {
  /** The file's name without `.net`: what the test is called. */
  readonly name: string;
  readonly sourcePath: string;
  readonly text: string;
  readonly goldenPath: string;
}

/** Every `.net` file in `test/cases/<stage>/`, by name; the golden of `x.net` is `x.golden`. */
export function goldenCases(stage: string): readonly GoldenCase[] {
  const folder = join(casesFolder, stage);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.net'))
    .sort()
    .map((file) => ({
      name: file.slice(0, -'.net'.length),
      sourcePath: join(folder, file),
      text: readFileSync(join(folder, file), 'utf8'),
      goldenPath: join(folder, `${file.slice(0, -'.net'.length)}.golden`),
    }));
}

/** The usual body of a golden: the source, then titled sections of what was made of it. */
export function goldenText(source: string, sections: Readonly<Record<string, string>>): string {
  const parts = [`--- source\n${source.trimEnd()}`];
  for (const [title, body] of Object.entries(sections)) parts.push(`--- ${title}\n${body.trimEnd()}`);
  return `${parts.join('\n\n')}\n`;
}
