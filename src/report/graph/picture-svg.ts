import { escaped } from '../html.ts';
import { grouped } from '../numbers.ts';
import { layOutPicture } from './lay-out-picture.ts';
import { colours, fontFamily, palette } from './palette.ts';
import type { Box, Picture } from './picture.ts';
import {
  fontSizes,
  type Area,
  type PictureLayout,
  type PlacedArrow,
  type PlacedFrame,
  type Point,
} from './picture-layout.ts';
import { titleWords } from './title-words.ts';

/**
 * The picture as an SVG document with a light ground. A box is a group whose `id` is the box's (`layer:kind.conv1`),
 * with the line of the program that it is written on in `data-line`; a frame is a group with its path in
 * `data-path`, the first of its parts with the `id` `frame:` and the path.
 *
 * @param columns how many; without it as many as give the picture about the form of a slide
 */
export async function pictureSvg(picture: Picture, columns?: number): Promise<string> {
  return layoutSvg(await layOutPicture(picture, columns));
}

/** A picture in its places as an SVG document. */
export function layoutSvg({ picture, width, height, boxes, frames, arrows, pins }: PictureLayout): string {
  const words = titleWords(picture);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${fontFamily}">`,
    `<title>${escaped(words.title)}</title>`,
    `<defs>${head('arrow', palette.line)}${head('skip', palette.skip)}</defs>`,
    `<rect width="${width}" height="${height}" fill="${palette.paper}"/>`,
    `<text x="24" y="38" fill="${palette.ink}"><tspan font-size="${fontSizes.title}" font-weight="bold">${escaped(words.title)}</tspan>` +
      `<tspan dx="14" font-size="${fontSizes.subtitle}" fill="${palette.quiet}">${escaped(words.details)}</tspan></text>`,
    ...frames.map((frame, index) =>
      frameSvg(frame, frames.findIndex(({ path }) => path === frame.path) === index),
    ),
    ...arrows.map(arrowSvg),
    ...pins.map(([x, y]) => `<circle cx="${round(x)}" cy="${round(y)}" r="3.5" fill="${palette.line}"/>`),
    ...picture.boxes.flatMap((box) => {
      const area = boxes.get(box.id);
      return area === undefined ? [] : [boxSvg(box, area)];
    }),
    ...arrows.flatMap(({ label }) => (label === undefined ? [] : [labelSvg(label)])),
    '</svg>',
    '',
  ].join('\n');
}

const round = (value: number): number => Math.round(value * 100) / 100;

const head = (id: string, colour: string): string =>
  `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" markerUnits="userSpaceOnUse" orient="auto"><path d="M0.5 0.8 7.5 4 0.5 7.2z" fill="${colour}"/></marker>`;

const rectangle = ({ x, y, width, height }: Area, radius: number, look: string): string =>
  `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}" ${look}/>`;

/** @param first whether no column before has a part of the frame */
function frameSvg({ path, title, frozen, area, titleArea }: PlacedFrame, first: boolean): string {
  const { fill, border } = frozen ? palette.frozenFrame : palette.frame;
  return (
    `<g${first ? ` id="${escaped(`frame:${path}`)}"` : ''} data-path="${escaped(path)}">${rectangle(area, 10, `fill="${fill}" stroke="${border}"`)}` +
    `<text x="${round(titleArea.x)}" y="${round(titleArea.y + 13)}" font-size="${fontSizes.frame}" fill="${palette.quiet}">${escaped(title)}</text></g>`
  );
}

function boxSvg(box: Box, area: Area): string {
  const { id, lines, family, frozen, trainOnly, line } = box;
  const [fill, border, ink] = colours[frozen === true ? 'frozen' : family];
  const look = `fill="${fill}" stroke="${border}"${trainOnly ? ' stroke-dasharray="4 3"' : ''}`;
  const x = area.x + area.width / 2;
  const isSign = family === 'join' && area.width === area.height;
  const step = fontSizes.more + 4;
  const top = area.y + area.height / 2 - ((lines.length - 1) * step) / 2 + fontSizes.box * 0.36;
  const texts = lines.map((text, index) => {
    const [size, colour] =
      index === 0 ? [fontSizes.box, ink] : [fontSizes.more, family === 'output' ? ink : palette.quiet];
    return `<text x="${round(x)}" y="${round(top + index * step)}" text-anchor="middle" font-size="${size}" fill="${colour}">${escaped(text)}</text>`;
  });
  return (
    `<g id="${escaped(id)}"${line === undefined ? '' : ` data-line="${line}"`}><title>${escaped(tooltip(box))}</title>` +
    `${rectangle(area, isSign ? area.width / 2 : family === 'input' || family === 'output' ? 14 : 6, look)}${texts.join('')}</g>`
  );
}

function tooltip({ path, parameters, frozen }: Box): string {
  if (parameters === 0) return path;
  return `${path}: ${grouped(parameters)} parameters${frozen === true ? ', frozen' : ''}`;
}

function arrowSvg({ curve, tip, skip, trainOnly }: PlacedArrow): string {
  const [start, ...rest] = curve;
  if (start === undefined) return '';
  const at = ([x, y]: Point): string => `${round(x)} ${round(y)}`;
  const path = `M${at(start)} C${rest.map(at).join(' ')}${tip === undefined ? '' : ` L${at(tip)}`}`;
  const look = skip
    ? `stroke="${palette.skip}" stroke-width="1.6"`
    : `stroke="${palette.line}" stroke-width="1.2"`;
  const end = tip === undefined ? '' : ` marker-end="url(#${skip ? 'skip' : 'arrow'})"`;
  return `<path d="${path}" fill="none" ${look}${trainOnly ? ' stroke-dasharray="4 3"' : ''}${end}/>`;
}

function labelSvg({ text, area }: NonNullable<PlacedArrow['label']>): string {
  return `<text x="${round(area.x + area.width / 2)}" y="${round(area.y + 10.5)}" text-anchor="middle" font-size="${fontSizes.label}" fill="${palette.quiet}">${escaped(text)}</text>`;
}
