/**
 * What is done to training photos, and to nothing else: the steps in the order in which they are written, every option known.
 * Plain data, so that it can travel to worker threads.
 */
export interface Augmentation {
  /** What the program calls it; undefined for steps that are written where they are used. */
  readonly name: string | undefined;
  readonly steps: readonly PhotoStep[];
  /** What stands where a moved photo has no pixels: one for all steps, since a photo is moved once. */
  readonly fill: Fill;
}

/** Something drawn uniformly from `low` to `high`, anew for each photo and epoch. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/** Beyond the edges of `a b c d`: `a a|…|d d`, `k k|…|k k`, `b a|…|d c`, `c d|…|a b`. */
export interface Fill {
  readonly mode: FillMode;
  /** For `constant`: from 0, black, to 1, white. */
  readonly level: number;
}

export type FillMode = 'nearest' | 'constant' | 'reflect' | 'wrap';

/** Along which a photo is moved: both axes each by a draw of its own. */
export type Axis = 'both' | 'horizontal' | 'vertical';

/** A step on one photo. */
export type PhotoStep = GeometryStep | ColourStep | NoiseStep | ChoiceStep;

/** Where pixels come from. Angles are degrees. */
export type GeometryStep =
  | { readonly kind: 'flip'; readonly direction: 'horizontal' | 'vertical' }
  | { readonly kind: 'rotate'; readonly angle: Interval }
  | {
      readonly kind: 'shift';
      readonly amount: Interval;
      readonly unit: 'share' | 'pixels';
      readonly axis: Axis;
    }
  | { readonly kind: 'shear'; readonly angle: Interval; readonly axis: Exclude<Axis, 'both'> }
  | { readonly kind: 'zoom'; readonly factor: Interval; readonly axis: Axis }
  | { readonly kind: 'scale'; readonly factor: Interval }
  | { readonly kind: 'crop'; readonly area: Interval; readonly aspect: number };

/** What becomes of a pixel's red, green and blue. */
export type ColourStep =
  | { readonly kind: 'brightness' | 'contrast' | 'saturation'; readonly factor: Interval }
  | { readonly kind: 'hue'; readonly angle: Interval }
  | { readonly kind: 'grey' };

/** What is lost of a photo. Deviations and levels are shares of white, sigma is pixels, size a share of the side. */
export type NoiseStep =
  | { readonly kind: 'blur'; readonly sigma: Interval }
  | { readonly kind: 'noise'; readonly deviation: Interval }
  | { readonly kind: 'cutout'; readonly size: number; readonly count: number; readonly level: number };

/** Which steps are taken is drawn, too. */
export type ChoiceStep =
  | { readonly kind: 'maybe'; readonly probability: number; readonly steps: readonly PhotoStep[] }
  | { readonly kind: 'one_of'; readonly choices: readonly (readonly PhotoStep[])[] }
  | { readonly kind: 'trivial' };

/** How the photos of a batch are mixed, their labels with them. */
export interface Mix {
  readonly kind: 'mixup' | 'cutmix';
  /** Of the Beta(alpha, alpha) distribution that shares are drawn from. */
  readonly alpha: number;
}
