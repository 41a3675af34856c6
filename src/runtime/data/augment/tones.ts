import type { ChannelCount } from '../../../typecheck/typed-module.ts';
import type { DrawnTone } from './drawn-photo.ts';

const LEVELS = 256;

/** Changes each level of a photo, which is rounded to a whole one first, by a table for its channel. */
export function changeTones(levels: Float32Array, channels: ChannelCount, tone: DrawnTone): void {
  for (let channel = 0; channel < channels; channel++) {
    const table = toneTable(tone, () => histogram(levels, channel, channels));
    for (let index = channel; index < levels.length; index += channels)
      levels[index] = table[wholeLevel(levels[index] ?? 0)] ?? 0;
  }
}

function wholeLevel(level: number): number {
  return Math.min(Math.max(Math.round(level), 0), LEVELS - 1);
}

function histogram(levels: Float32Array, channel: number, channels: ChannelCount): Uint32Array {
  const counts = new Uint32Array(LEVELS);
  for (let index = channel; index < levels.length; index += channels) {
    const level = wholeLevel(levels[index] ?? 0);
    counts[level] = (counts[level] ?? 0) + 1;
  }
  return counts;
}

/** What each level becomes. Pillow's definitions (ImageOps), which TrivialAugment was written with. */
function toneTable(tone: DrawnTone, count: () => Uint32Array): readonly number[] {
  const levels = Array.from({ length: LEVELS }, (_, level) => level);
  switch (tone.kind) {
    case 'posterize':
      return levels.map((level) => level & ~((1 << (8 - tone.bits)) - 1));
    case 'solarize':
      return levels.map((level) => (level < tone.threshold ? level : LEVELS - 1 - level));
    case 'autocontrast': {
      const counts = count();
      const low = counts.findIndex((photos) => photos > 0);
      const high = counts.findLastIndex((photos) => photos > 0);
      if (high <= low) return levels;
      return levels.map((level) =>
        Math.min(Math.max(((level - low) * (LEVELS - 1)) / (high - low), 0), LEVELS - 1),
      );
    }
    case 'equalize': {
      const counts = count();
      const used = [...counts].filter((photos) => photos > 0);
      const step = Math.floor(used.slice(0, -1).reduce((sum, photos) => sum + photos, 0) / (LEVELS - 1));
      if (used.length < 2 || step === 0) return levels;
      let before = Math.floor(step / 2);
      return levels.map((level) => {
        const value = Math.min(Math.floor(before / step), LEVELS - 1);
        before += counts[level] ?? 0;
        return value;
      });
    }
  }
}
