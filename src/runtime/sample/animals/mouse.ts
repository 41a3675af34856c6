import { hex } from '../photo/colour.ts';
import { shorthair } from '../pets/cat.ts';
import type { Species } from '../pets/species.ts';

export const mice: Species = {
  breeds: [
    {
      ...shorthair,
      name: 'mouse',
      weight: 1,
      body: {
        leg: [0.26, 0.34],
        bone: [0.6, 0.75],
        torso: [0.62, 0.78],
        chest: [0.2, 0.24],
        waist: [0.24, 0.29],
        hip: [0.25, 0.3],
        neck: [0.02, 0.08],
        neckWidth: [0.16, 0.19],
        carriage: [0.1, 0.6],
      },
      tail: {
        length: [0.9, 1.3],
        root: [0.03, 0.04],
        tip: [0.012, 0.02],
        held: ['hanging', 'level', 'raised'],
      },
      head: {
        ...shorthair.head,
        skull: [0.19, 0.22],
        width: [0.86, 0.96],
        cheek: [0.8, 0.95],
        muzzle: [0.5, 0.72],
        muzzleWidth: [0.6, 0.72],
        taper: [0.36, 0.48],
        pads: [0.3, 0.5],
        nose: [0.1, 0.13],
        noses: [hex('#d98d8d'), hex('#c98080'), hex('#4a3434')],
        eye: [0.17, 0.23],
        eyesApart: [0.52, 0.62],
        irises: [hex('#1c1414'), hex('#241a18'), hex('#7a1c22')],
        pupil: 'round',
        pupilSize: [0.7, 0.9],
        whiskers: [0.6, 1.3],
        pants: 0.02,
      },
      ears: {
        shape: 'pointed',
        length: [0.7, 0.95],
        width: [0.42, 0.54],
        spread: [0.5, 0.85],
        apart: [0.6, 0.72],
        round: [1.2, 1.6],
      },
    },
  ],
  wardrobe: {
    tints: [
      [hex('#8a8078'), hex('#5c544e')],
      [hex('#f0eeea'), hex('#d8d0c8')],
      [hex('#a9825a'), hex('#6f5236')],
      [hex('#3a3534'), hex('#1d1a1b')],
    ],
    patterns: [
      [5, 'plain'],
      [1, 'patched'],
      [1, 'bicolour'],
    ],
  },
};
