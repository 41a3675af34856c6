import type { Picture } from './picture.ts';

/** A place on the picture in pixels, from its upper left corner. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Point = readonly [x: number, y: number];

/** Where everything of a picture stands. */
export interface PictureLayout {
  readonly picture: Picture;
  readonly width: number;
  readonly height: number;
  /** By the ids of their boxes. */
  readonly boxes: ReadonlyMap<string, Area>;
  readonly frames: readonly PlacedFrame[];
  readonly arrows: readonly PlacedArrow[];
  /** Where the network goes on at the top of the next column. */
  readonly pins: readonly Point[];
}

export interface PlacedFrame {
  readonly path: string;
  readonly title: string;
  readonly frozen: boolean;
  readonly area: Area;
  readonly titleArea: Area;
}

export interface PlacedArrow {
  readonly from: string;
  readonly to: string;
  /** A start, and three points for each cubic curve. */
  readonly curve: readonly Point[];
  /** Where its head points; undefined for a line to a pin. */
  readonly tip: Point | undefined;
  readonly skip: boolean;
  readonly trainOnly: boolean;
  readonly label: { readonly text: string; readonly area: Area } | undefined;
}

export const fontSizes = { box: 13, more: 11, label: 10, frame: 12, title: 20, subtitle: 13 } as const;
