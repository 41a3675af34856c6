import type { Family } from './picture.ts';

export const fontFamily = "Helvetica, Arial, 'Liberation Sans', 'DejaVu Sans', sans-serif";

export const palette = {
  paper: '#ffffff',
  ink: '#25303b',
  quiet: '#66717d',
  line: '#8d99a6',
  skip: '#c2410c',
  frame: { fill: '#f8f9fb', border: '#d3d9e0' },
  frozenFrame: { fill: '#eceef1', border: '#c9cfd6' },
} as const;

/** Fill, border and ink of each family. */
export const colours: Readonly<
  Record<Family | 'frozen', readonly [fill: string, border: string, ink: string]>
> = {
  input: ['#ffffff', '#25303b', '#25303b'],
  output: ['#25303b', '#25303b', '#ffffff'],
  convolution: ['#dcebfa', '#6ba3d6', '#25303b'],
  pooling: ['#dff2e3', '#74b886', '#25303b'],
  dense: ['#fdeacc', '#dfa246', '#25303b'],
  join: ['#ffffff', '#66717d', '#25303b'],
  shape: ['#ffffff', '#b4bcc6', '#25303b'],
  other: ['#ffffff', '#b4bcc6', '#25303b'],
  block: ['#e9e4f8', '#9a87d0', '#25303b'],
  frozen: ['#dde1e6', '#aab3bd', '#4d5863'],
};
