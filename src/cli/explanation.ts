import { readFile } from 'node:fs/promises';
import type { CatalogueEntry } from '../diagnostics/catalogue/index.ts';
import { catalogue } from '../diagnostics/catalogue/index.ts';
import { unknownCode } from '../diagnostics/catalogue/run.ts';
import { nearest } from '../diagnostics/nearest.ts';
import type { Palette } from '../diagnostics/palette.ts';
import { Problem } from '../runtime/problem.ts';
import { renderPage } from './render-page.ts';

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

/** How an explanation is printed. */
interface Look {
  readonly palette: Palette;
  readonly width: number;
}

/**
 * The page of a code, as a terminal shows it; small letters will do, and the number alone.
 * @throws Problem NET7034 for a code that no diagnostic has
 */
export async function explanation(given: string, { palette, width }: Look): Promise<string> {
  const code = given
    .trim()
    .toUpperCase()
    .replace(/^(?=\d)/, 'NET');
  const entry = catalogue.find((candidate) => candidate.code === code);
  if (entry === undefined) {
    const codes = catalogue.map((candidate) => candidate.code);
    throw new Problem(unknownCode(undefined, { code: given, similar: nearest(code, codes) }));
  }
  const page = (await pageOf(entry)) ?? `# ${entry.code}: ${wordsOf(entry)}\n`;
  const digit = familyOf(entry);
  const about = `NET${digit}xxx is ${families[digit] ?? ''}`;
  return `${renderPage(page, palette, width)}\n${palette.severity[entry.severity](entry.severity)}; ${about}\n`;
}

/** All codes by family, each with the title of its page. */
export async function listOfCodes({ palette }: Look): Promise<string> {
  const titles = await Promise.all(
    catalogue.map(async (entry) => {
      const [first = ''] = ((await pageOf(entry)) ?? '').split('\n');
      return { entry, title: /^# \S+: (.*)$/.exec(first)?.[1] ?? wordsOf(entry) };
    }),
  );
  const lists = Object.entries(families).map(([digit, what]) => {
    const rows = titles
      .filter(({ entry }) => familyOf(entry) === digit)
      .map(({ entry: { code, severity }, title }) => `  ${palette.severity[severity](code)}  ${title}`);
    return `${palette.strong(`NET${digit}xxx, ${what}`)}\n${rows.join('\n')}\n`;
  });
  return `${lists.join('\n')}\nnetc explain NET3001 says more about one of them.\n`;
}

const familyOf = ({ code }: CatalogueEntry): string => code.charAt(3);

const wordsOf = ({ name }: CatalogueEntry): string =>
  name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** The page as it lies in the package; undefined where somebody has taken it out. */
async function pageOf({ code }: CatalogueEntry): Promise<string | undefined> {
  const place = new URL(`../../docs/errors/${code}.md`, import.meta.url);
  return await readFile(place, 'utf8').catch(() => undefined);
}
