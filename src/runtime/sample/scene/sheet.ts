import { type Colour, css } from '../photo/colour.ts';

type Stop = readonly [number, Colour, number?];

const n = (value: number): string => String(Math.round(value * 10) / 10);

/** A drawing in SVG under way. Coordinates are pixels of the picture: x right, y down. */
export class Sheet {
  readonly width: number;
  readonly height: number;
  readonly #definitions: string[] = [];
  readonly #body: string[] = [];

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  /** A gradient between two points given as fractions of the shape it fills. */
  gradient(stops: readonly Stop[], x1 = 0, y1 = 0, x2 = 0, y2 = 1): string {
    return this.#define(
      `linearGradient x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}"`,
      'linearGradient',
      stops,
    );
  }

  /** A gradient outwards from a point of the shape it fills. */
  glow(stops: readonly Stop[], cx = 0.5, cy = 0.5, r = 0.5): string {
    return this.#define(`radialGradient cx="${cx}" cy="${cy}" r="${r}"`, 'radialGradient', stops);
  }

  #define(open: string, tag: string, stops: readonly Stop[]): string {
    const id = `g${this.#definitions.length}`;
    const inner = stops
      .map(
        ([at, colour, opacity = 1]) =>
          `<stop offset="${at}" stop-color="${css(colour)}" stop-opacity="${opacity}"/>`,
      )
      .join('');
    this.#definitions.push(`<${open.replace(' ', ` id="${id}" `)}>${inner}</${tag}>`);
    return `url(#${id})`;
  }

  rect(x: number, y: number, width: number, height: number, fill: string, round = 0, opacity = 1): this {
    this.#body.push(
      `<rect x="${n(x)}" y="${n(y)}" width="${n(Math.max(0, width))}" height="${n(Math.max(0, height))}" rx="${n(round)}" fill="${fill}" opacity="${n(opacity * 10) === '10' ? 1 : opacity.toFixed(2)}"/>`,
    );
    return this;
  }

  ellipse(x: number, y: number, rx: number, ry: number, fill: string, opacity = 1, turn = 0): this {
    const transform = turn === 0 ? '' : ` transform="rotate(${n(turn)} ${n(x)} ${n(y)})"`;
    this.#body.push(
      `<ellipse cx="${n(x)}" cy="${n(y)}" rx="${n(Math.max(0, rx))}" ry="${n(Math.max(0, ry))}" fill="${fill}" opacity="${opacity.toFixed(2)}"${transform}/>`,
    );
    return this;
  }

  /** A filled path; numbers between its letters are pixels. */
  path(parts: readonly (string | number)[], fill: string, opacity = 1): this {
    this.#body.push(`<path d="${written(parts)}" fill="${fill}" opacity="${opacity.toFixed(2)}"/>`);
    return this;
  }

  stroke(parts: readonly (string | number)[], colour: string, width: number, opacity = 1): this {
    this.#body.push(
      `<path d="${written(parts)}" fill="none" stroke="${colour}" stroke-width="${n(width)}" stroke-linecap="round" stroke-linejoin="round" opacity="${opacity.toFixed(2)}"/>`,
    );
    return this;
  }

  polygon(points: readonly (readonly [number, number])[], fill: string, opacity = 1): this {
    return this.path(
      ['M', ...points.flatMap(([x, y], i) => (i === 0 ? [x, y] : ['L', x, y])), 'Z'],
      fill,
      opacity,
    );
  }

  /** The drawing as a document rendered at `scale` of its size. */
  toSvg(scale: number): string {
    const [w, h] = [
      Math.max(1, Math.round(this.width * scale)),
      Math.max(1, Math.round(this.height * scale)),
    ];
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${w}" height="${h}" viewBox="0 0 ${n(this.width)} ${n(this.height)}" preserveAspectRatio="none"><defs>${this.#definitions.join('')}</defs>${this.#body.join('')}</svg>`;
  }
}

function written(parts: readonly (string | number)[]): string {
  return parts.map((part) => (typeof part === 'number' ? n(part) : part)).join(' ');
}
