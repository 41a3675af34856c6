import { binaryFile, emptyFile, foreignFile } from '../diagnostics/catalogue/syntax.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { SourceFile } from '../source/source-file.ts';
import { span } from '../source/span.ts';
import { beginning, isProgram } from './is-program.ts';

/** A kind of file that also ends in `.net`, or that people give to netc by mistake. */
interface Kind {
  readonly what: string;
  readonly advice: string;
  /** Finds in the beginning of a file what only that kind has. */
  readonly sign: RegExp;
}

const advice = 'netc programs end in `.net` too, but they describe neural networks; see `netc --help`.';

const kinds: readonly Kind[] = [
  {
    what: 'a Pajek network file',
    advice,
    sign: /^[ \t]*\*(?:vertices|network|arcs|edges|arcslist|edgeslist|matrix|partition|vector)\b.*/im,
  },
  {
    what: 'a PADS netlist',
    advice,
    sign: /^[ \t]*[*!]PADS-[A-Z0-9-]+[*!].*/m,
  },
  {
    what: 'an EDIF or KiCad netlist',
    advice,
    sign: /^\s*\((?:edif|export[ \t\r\n]+\(version)\b.*/i,
  },
  {
    what: 'a TINA net file (a Petri net)',
    advice,
    sign: /^[ \t]*(?:tr[ \t]+\S+.*->.*|pl[ \t]+\S+[ \t]*(?::.*)?\(\d+\).*|net[ \t]+\S+[ \t]*(?:\r?\n)+[ \t]*(?:tr|pl|pr)[ \t].*)/m,
  },
  {
    what: 'a SPICE netlist',
    advice,
    sign: /^[ \t]*\.(?:end|ends|tran|subckt|model|options?|param|include|lib|op|ac|dc|probe)\b.*/im,
  },
  {
    what: 'a SPICE netlist',
    advice,
    sign: /^[RCLVIDQMX]\w*[ \t]+\w+[ \t]+\w+[ \t]+(?:\{?[\d.]+\w*\}?|DC|AC|PULSE|SIN).*\r?\n(?:[ \t]*\r?\n)*[RCLVIDQMX]\w*[ \t]+\w+[ \t]+\w+/m,
  },
  {
    what: 'an XML or HTML file',
    advice: 'Give netc a `.net` program.',
    sign: /^\s*<(?:\?xml|!doctype|html)\b.*/i,
  },
  {
    what: 'a JSON file',
    advice: 'Give netc a `.net` program.',
    sign: /^\s*(?:\{\s*"[^"\r\n]*"[ \t]*:|\[\s*\{\s*").*/,
  },
  {
    what: 'a Python program',
    advice: 'netc is a language of its own: no code runs, layers are joined by `->`.',
    sign: /^(?:import (?:tensorflow|keras|torch|numpy)\b|from (?:tensorflow|keras|torch|numpy)[.\w]* import\b|def \w+\(.*\):|class \w+(?:\(.*\))?:).*/m,
  },
];

/** What to say, and all there is to say, about a text that is no program at all. */
export function sniff(file: SourceFile): Diagnostic | undefined {
  const { text, path } = file;
  const start = text.slice(0, beginning);
  if (isBinary(start)) return binaryFile(span(file, 0, 0), { path });
  if (/^[\s\uFEFF]*$/.test(text)) return emptyFile(span(file, 0, 0), { path });
  if (isProgram(text)) return undefined;
  for (const { what, advice: hint, sign } of kinds) {
    const match = sign.exec(start);
    if (match === null) continue;
    const [seen = ''] = match[0].trimStart().split(/\r?\n/);
    const offset = match.index + match[0].length - match[0].trimStart().length;
    return foreignFile(span(file, offset, offset + seen.length), { what, advice: hint });
  }
  return undefined;
}

/** Whether a text has control characters that no editor writes, or bytes that were no UTF-8. */
function isBinary(text: string): boolean {
  if (text.includes('\uFFFD\uFFFD')) return true;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x20 && !blanks.has(point)) return true;
  }
  return false;
}

/** Tab, line feed, vertical tab, form feed, carriage return and escape. */
const blanks: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);
