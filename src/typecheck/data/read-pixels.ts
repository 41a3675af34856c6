import type { Expression } from '../../parser/ast.ts';
import { spanText } from '../../source/span.ts';
import type { PixelDomain, Resize } from '../typed-module.ts';
import type { Place } from '../elaborate/elaboration.ts';
import { evaluate } from '../elaborate/evaluate.ts';
import { pixelDomain, pixelDomains } from './pixel-domains.ts';

/** What photos become where nothing is said: stretched by the four nearest pixels, from 0 to 1. */
export const defaultResize: Resize = { kind: 'stretch', antialias: false };
export const defaultPixels: PixelDomain = 'unit';

/** Told in words of what is wrong, and of the words that may be meant. */
export type Refuse = (given: string, known: readonly string[]) => void;

/** What a pixel domain and a resize rule are, for messages. */
export const pixelsExpected = `${Object.keys(pixelDomains).slice(0, -1).join(', ')} or ${Object.keys(pixelDomains).at(-1) ?? ''}`;
export const resizeExpected =
  'stretch, crop or pad, each with (antialias: true) where every pixel shall count';

const kinds = ['stretch', 'crop', 'pad'] as const;

/** `pixels: caffe`; undefined where it is none, which `refuse` was told. */
export function pixelsOf(written: Expression, refuse: Refuse): PixelDomain | undefined {
  if (written.kind === 'missing') return undefined;
  const domain = written.kind === 'reference' ? pixelDomain(written.name) : undefined;
  if (domain === undefined) refuse(spanText(written.span), Object.keys(pixelDomains));
  return domain;
}

/** `resize: crop`, `resize: pad(antialias: true)`; undefined where it is neither, which `refuse` was told. */
export function resizeOf(written: Expression, place: Place, refuse: Refuse): Resize | undefined {
  if (written.kind === 'missing') return undefined;
  const head = written.kind === 'call' ? written.callee : written;
  const kind = head.kind === 'reference' ? kinds.find((known) => known === head.name) : undefined;
  if (kind === undefined) {
    refuse(spanText(head.span), kinds);
    return undefined;
  }
  if (written.kind !== 'call') return { kind, antialias: false };
  const [option, second] = written.arguments;
  const value = option?.name?.text === 'antialias' ? evaluate(option.value, place) : undefined;
  if (value?.kind === 'poison') return undefined;
  if (value?.kind !== 'boolean' || second !== undefined) {
    refuse(spanText(written.span), []);
    return undefined;
  }
  return { kind, antialias: value.value };
}
