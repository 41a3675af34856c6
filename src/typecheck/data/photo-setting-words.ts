import { pixelDomains } from './pixel-domains.ts';

const words: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  pixels: pixelDomains,
  resize: {
    stretch: 'as it is, to the shape that is wanted',
    crop: 'its middle, cut out to the shape',
    pad: 'the whole of it, with black bars',
  },
  channels: { 3: 'red, green and blue', 1: 'how bright a pixel is' },
};

/** The words that a setting of photos may be, each with what it means; undefined for what is no such setting. */
export function photoSettingWords(setting: string): Readonly<Record<string, string>> | undefined {
  return Object.hasOwn(words, setting) ? words[setting] : undefined;
}
