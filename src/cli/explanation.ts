import { readFile } from 'node:fs/promises';
import { catalogue } from '../diagnostics/catalogue/index.ts';
import { unknownCode } from '../diagnostics/catalogue/run.ts';
import { nearest } from '../diagnostics/nearest.ts';
import { Problem } from '../runtime/problem.ts';

/** What the first digit of a code says. */
const families: Readonly<Record<string, string>> = {
  '1': 'syntax: the text could not be read as a program',
  '2': 'names: something is called that is not there, or is there twice',
  '3': 'shapes: a layer cannot take what it is given',
  '4': 'training: losses, heads, metrics and what is trained do not go together',
  '5': 'data: folders and photos',
  '6': 'advice: the program runs, and could learn better',
  '7': 'run: training, files, engines and the command line',
};

/**
 * The page of a code, or, where it has none, what its entry in the catalogue says.
 * @throws Problem NET7034 for a code that no diagnostic has
 */
export async function explanation(given: string): Promise<string> {
  const code = given.toUpperCase().replace(/^(?=\d)/, 'NET');
  const entry = catalogue.find((candidate) => candidate.code === code);
  if (entry === undefined) {
    const codes = catalogue.map((candidate) => candidate.code);
    throw new Problem(unknownCode(undefined, { code: given, similar: nearest(code, codes) }));
  }
  const page = await readFile(new URL(`../../docs/errors/${code}.md`, import.meta.url), 'utf8').catch(
    () => undefined,
  );
  if (page !== undefined) return page;
  const words = entry.name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return `${code}, ${entry.severity}: ${words}\n${families[code.charAt(3)] ?? ''}\n`;
}
