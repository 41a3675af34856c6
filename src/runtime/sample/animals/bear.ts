import { hex } from '../photo/colour.ts';
import { hound } from '../pets/dog.ts';
import type { Species } from '../pets/species.ts';
import { brownEyes, darkNoses } from './colours.ts';

export const bears: Species = {
  breeds: [
    {
      ...hound,
      name: 'bear',
      weight: 1,
      body: {
        leg: [0.5, 0.64],
        bone: [1.6, 2.1],
        torso: [0.9, 1.1],
        chest: [0.31, 0.37],
        waist: [0.31, 0.38],
        hip: [0.31, 0.37],
        neck: [0.1, 0.2],
        neckWidth: [0.24, 0.29],
        carriage: [0.1, 0.7],
      },
      tail: { length: [0.06, 0.12], root: [0.06, 0.08], tip: [0.05, 0.06], held: ['hanging'] },
      head: {
        ...hound.head,
        skull: [0.25, 0.29],
        width: [1.06, 1.2],
        cheek: [1.0, 1.2],
        muzzle: [0.42, 0.62],
        muzzleWidth: [0.85, 1.0],
        lips: [0, 0.2],
        nose: [0.2, 0.26],
        noses: darkNoses,
        eye: [0.1, 0.135],
        eyesApart: [0.34, 0.42],
        irises: brownEyes,
        whiskers: [0, 0],
        pants: 0.1,
      },
      ears: {
        shape: 'pointed',
        length: [0.32, 0.44],
        width: [0.3, 0.38],
        spread: [0.55, 0.85],
        apart: [0.66, 0.8],
        round: [1.1, 1.5],
      },
    },
  ],
  wardrobe: {
    tints: [
      [hex('#4a3222'), hex('#2e1f16')],
      [hex('#2b2624'), hex('#8a6a48')],
      [hex('#8a6238'), hex('#5a3e24')],
      [hex('#eae4d6'), hex('#cfc4ae')],
      [hex('#eeeae2'), hex('#24201f')],
    ],
    patterns: [
      [4, 'plain'],
      [1, 'mask'],
      [1, 'points'],
    ],
  },
  shag: 0.3,
};
