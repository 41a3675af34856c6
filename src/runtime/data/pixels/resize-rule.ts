/** How a photo becomes a picture of another shape. */
export interface ResizeRule {
  /** Stretched as it is; its middle cut out to the shape; or black bars added to it. */
  readonly kind: 'stretch' | 'crop' | 'pad';
  /** Whether every pixel counts when a photo shrinks, instead of the four nearest. */
  readonly antialias: boolean;
}

/** As Keras loads photos. */
export const stretched: ResizeRule = { kind: 'stretch', antialias: false };
