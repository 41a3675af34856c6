import { type Colour, hex } from '../photo/colour.ts';

/** Dark noses and brown eyes, as many animals have them. */
export const darkNoses: readonly [Colour, ...Colour[]] = [hex('#2a2424'), hex('#3a2c2c'), hex('#241f22')];
export const brownEyes: readonly [Colour, ...Colour[]] = [hex('#3c2814'), hex('#4a2e16'), hex('#2c1e12')];
