import type { Affine } from './affine.ts';

/** What a step does to one photo, once everything is drawn. */
export type DrawnStep =
  /** Of pixels about the photo's centre. */
  | { readonly kind: 'move'; readonly map: Affine }
  | { readonly kind: 'brightness' | 'contrast' | 'saturation'; readonly factor: number }
  /** Degrees. */
  | { readonly kind: 'hue'; readonly angle: number }
  | DrawnFilter;

export type DrawnColour = Extract<DrawnStep, { kind: 'brightness' | 'contrast' | 'saturation' | 'hue' }>;

/** What runs by itself, on grey levels from 0 to 255. */
export type DrawnFilter =
  /** Pixels. */
  | { readonly kind: 'blur'; readonly sigma: number }
  /** Grey levels; the noise is that of this step's draws. */
  | { readonly kind: 'noise'; readonly deviation: number; readonly step: number }
  | { readonly kind: 'cover'; readonly parts: readonly Part[]; readonly level: number }
  | DrawnTone
  | { readonly kind: 'sharpen'; readonly factor: number };

/** What makes each level another, channel by channel. */
export type DrawnTone =
  | { readonly kind: 'posterize'; readonly bits: number }
  | { readonly kind: 'solarize'; readonly threshold: number }
  | { readonly kind: 'autocontrast' | 'equalize' };

/** A rectangle of pixels. */
export interface Part {
  readonly top: number;
  readonly left: number;
  readonly height: number;
  readonly width: number;
}

/** What one photo goes through in one epoch: it is moved once, then coloured once, then filtered in the order written. */
export interface DrawnPhoto {
  /** In pixels from the upper left one; undefined where the photo stays where it is. */
  readonly map: Affine | undefined;
  readonly colours: readonly DrawnColour[];
  readonly filters: readonly DrawnFilter[];
}
