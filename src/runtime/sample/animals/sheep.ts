import { hex } from '../photo/colour.ts';
import { hound } from '../pets/dog.ts';
import { type Species, grazing } from '../pets/species.ts';

export const sheep: Species = {
  breeds: [
    {
      ...hound,
      name: 'sheep',
      weight: 1,
      body: {
        leg: [0.52, 0.62],
        bone: [0.75, 0.95],
        torso: [0.8, 0.98],
        chest: [0.33, 0.39],
        waist: [0.35, 0.41],
        hip: [0.33, 0.39],
        neck: [0.16, 0.26],
        neckWidth: [0.17, 0.21],
        carriage: [0.3, 0.9],
      },
      tail: { length: [0.16, 0.28], root: [0.07, 0.09], tip: [0.06, 0.08], held: ['hanging'] },
      head: {
        ...hound.head,
        skull: [0.18, 0.21],
        width: [0.86, 0.98],
        height: [1.0, 1.14],
        muzzle: [0.62, 0.85],
        muzzleWidth: [0.82, 0.95],
        taper: [0.66, 0.8],
        drop: [0.25, 0.45],
        lips: [0, 0.2],
        pads: [0, 0.3],
        nose: [0.2, 0.25],
        noseHeight: [0.1, 0.13],
        wedge: [0.6, 1],
        noses: [hex('#3a2c2c'), hex('#b88a80'), hex('#6b5a54')],
        eye: [0.14, 0.18],
        eyesApart: [0.6, 0.72],
        irises: [hex('#a8843a'), hex('#c9a04a'), hex('#3c2814')],
        irisSize: [0.85, 1],
        whiskers: [0, 0],
        pants: 0.05,
      },
      hooves: true,
      horns: { often: 0.45, length: [0.7, 1.2], width: [0.17, 0.22], spread: [1.2, 1.7], curl: [-1.4, -0.6] },
      ears: {
        shape: 'pointed',
        length: [0.6, 0.8],
        width: [0.22, 0.28],
        spread: [1.4, 1.8],
        apart: [0.82, 0.94],
        round: [0.2, 0.5],
      },
    },
  ],
  wardrobe: {
    tints: [
      [hex('#ece6da'), hex('#2a2625')],
      [hex('#e0d6c4'), hex('#cabda6')],
      [hex('#4a403a'), hex('#2c2624')],
      [hex('#b8a890'), hex('#5a4a3c')],
    ],
    patterns: [
      [3, 'plain'],
      [4, 'mask'],
      [2, 'points'],
    ],
  },
  poses: grazing,
  shag: 0.8,
};
