import type { Palette } from '../diagnostics/palette.ts';
import { wrap } from '../diagnostics/text-width.ts';

const indent = '    ';

/**
 * A page in the small part of Markdown that ours are written in (headings, paragraphs, fenced programs, `code`), as a
 * terminal shows it. Comments, which are for the tests of the pages, are left out.
 */
export function renderPage(page: string, palette: Palette, width: number): string {
  const withoutComments = page.replace(/^<!--.*?-->\n*/gm, '');
  const parts = withoutComments.split(/^(```.*\n[^]*?^```)$/m);
  const rows = parts.flatMap((part, index) =>
    index % 2 === 1 ? program(part, palette) : prose(part, palette, width),
  );
  return `${rows.join('\n\n')}\n`;
}

/** A fenced program, indented and without its fence. */
function program(fenced: string, palette: Palette): readonly string[] {
  const lines = fenced.split('\n').slice(1, -1);
  if (lines.every((line) => line === '')) return [`${indent}${palette.frame('(an empty file)')}`];
  return [lines.map((line) => (line === '' ? '' : `${indent}${line}`)).join('\n')];
}

/** Headings and paragraphs; a paragraph is wrapped before it is coloured, so that colours take no room. */
function prose(text: string, palette: Palette, width: number): readonly string[] {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
    .map((paragraph) => {
      const heading = /^#+ (.*)$/.exec(paragraph)?.[1];
      if (heading !== undefined) return headingPaint(heading, palette)(heading);
      const wrapped = wrap(paragraph.replaceAll('\n', ' '), width).join('\n');
      return wrapped.replace(/`[^`]*`/g, (code) => palette.strong(code));
    });
}

function headingPaint(heading: string, palette: Palette): (text: string) => string {
  if (heading === 'Wrong') return (text) => palette.strong(palette.removed(text));
  if (heading === 'Right') return (text) => palette.strong(palette.added(text));
  return palette.strong;
}
