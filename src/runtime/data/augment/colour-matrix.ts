import type { DrawnColour } from './drawn-photo.ts';

/** How bright red, green and blue are together: ITU-R BT.601, as in other frameworks' grey. */
const GREY = [0.299, 0.587, 0.114] as const;

type Row = readonly [number, number, number];

/** level → rows · level + added, for red, green and blue. */
interface Linear {
  readonly rows: readonly [Row, Row, Row];
  readonly added: Row;
}

/**
 * All colour steps as one matrix in the kernels' form: what red, green and blue each give to the three, then what is added, each
 * in four floats. Levels between two steps are not cut off.
 * @param mean of the photo's red, green and blue
 */
export function colourMatrix(colours: readonly DrawnColour[], mean: Row): Float32Array {
  const start: Linear = { rows: diagonal(1), added: [0, 0, 0] };
  const { rows, added } = colours.reduce((so, step) => after(so, stepMatrix(step, so, mean)), start);
  const column = (place: 0 | 1 | 2): readonly number[] => [...rows.map((row) => row[place]), 0];
  return Float32Array.of(...column(0), ...column(1), ...column(2), ...added, 0);
}

/**
 * All colour steps on a photo of one channel: what each level is multiplied by, and what is added. It is what they do to three
 * equal channels, which saturation and hue leave as they are.
 * @param mean level of the photo
 */
export function greyTone(
  colours: readonly DrawnColour[],
  mean: number,
): readonly [factor: number, added: number] {
  return colours.reduce<readonly [number, number]>(
    ([factor, added], step) => {
      if (step.kind === 'saturation' || step.kind === 'hue') return [factor, added];
      const pivot = step.kind === 'contrast' ? (factor * mean + added) * (1 - step.factor) : 0;
      return [factor * step.factor, added * step.factor + pivot];
    },
    [1, 0],
  );
}

function stepMatrix(step: DrawnColour, before: Linear, mean: Row): Linear {
  switch (step.kind) {
    case 'brightness':
      return { rows: diagonal(step.factor), added: [0, 0, 0] };
    case 'contrast': {
      const grey = dot(GREY, apply(before, mean)) * (1 - step.factor);
      return { rows: diagonal(step.factor), added: [grey, grey, grey] };
    }
    case 'saturation': {
      const { factor } = step;
      const row = (own: number): Row => [
        (1 - factor) * GREY[0] + (own === 0 ? factor : 0),
        (1 - factor) * GREY[1] + (own === 1 ? factor : 0),
        (1 - factor) * GREY[2] + (own === 2 ? factor : 0),
      ];
      return { rows: [row(0), row(1), row(2)], added: [0, 0, 0] };
    }
    case 'hue': {
      // A turn about the axis of greys (Rodrigues): red + green + blue stays, and 120 degrees make red green.
      const angle = (step.angle * Math.PI) / 180;
      const same = (1 + 2 * Math.cos(angle)) / 3;
      const side = (1 - Math.cos(angle)) / 3;
      const [next, last] = [side + Math.sin(angle) / Math.sqrt(3), side - Math.sin(angle) / Math.sqrt(3)];
      return {
        rows: [
          [same, last, next],
          [next, same, last],
          [last, next, same],
        ],
        added: [0, 0, 0],
      };
    }
  }
}

function diagonal(factor: number): Linear['rows'] {
  return [
    [factor, 0, 0],
    [0, factor, 0],
    [0, 0, factor],
  ];
}

function after(first: Linear, second: Linear): Linear {
  const column = (place: 0 | 1 | 2): Row => [
    first.rows[0][place],
    first.rows[1][place],
    first.rows[2][place],
  ];
  const [red, green, blue] = [column(0), column(1), column(2)];
  const row = (own: Row): Row => [dot(own, red), dot(own, green), dot(own, blue)];
  const [top, middle, bottom] = second.rows;
  return { rows: [row(top), row(middle), row(bottom)], added: apply(second, first.added) };
}

function apply({ rows, added }: Linear, levels: Row): Row {
  return [dot(rows[0], levels) + added[0], dot(rows[1], levels) + added[1], dot(rows[2], levels) + added[2]];
}

function dot(left: Row, right: Row): number {
  return left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
}
