/** Numbers as people read them; always in English, so that output does not depend on the machine. */

/** `3,453,121`. */
export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

const scaled = (value: number, base: number, units: readonly string[]): string => {
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(value) / Math.log(base)));
  const shown = value / base ** power;
  return `${power === 0 ? Math.round(shown) : shown.toPrecision(3)} ${units[power] ?? ''}`.trim();
};

/** `13.8 MB`: powers of 1000. */
export function bytes(value: number): string {
  return scaled(value, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** `1.29 GFLOPs`. */
export function flops(value: number): string {
  return scaled(value, 1000, ['FLOPs', 'kFLOPs', 'MFLOPs', 'GFLOPs', 'TFLOPs', 'PFLOPs']);
}

/** `2 m 05 s`, `1 h 02 m`, `8.4 s`. */
export function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  const two = (part: number): string => String(part).padStart(2, '0');
  return hours > 0 ? `${hours} h ${two(minutes)} m` : `${minutes} m ${two(whole % 60)} s`;
}

/** `[150, 150, 3]`. */
export function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

/** A loss or a metric: four decimals where that shows something, otherwise four digits. */
export function score(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size !== 0 && (size < 0.001 || size >= 100_000) ? value.toExponential(3) : value.toFixed(4);
}

/** `1 photo`, `2,000 photos`. */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${grouped(count)} ${count === 1 ? singular : plural}`;
}

/** A learning rate to three digits: `0.001`, `9.6e-5`. */
export function rateText(rate: number): string {
  return String(Number(rate.toPrecision(3)));
}
