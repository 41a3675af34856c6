/** The source places that each output place covers, each with its weight. */
export interface Spans {
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `span` for each output place. */
  readonly weights: Float32Array;
  readonly span: number;
}

/**
 * A triangle as wide as two output pixels, over the source pixels below it (TensorFlow's ScaleAndTranslate with the triangle
 * kernel and antialias, which `tf.image.resize(…, antialias=True)` uses). Enlarging is bilinear.
 */
export function triangleSpans(input: number, output: number): Spans {
  const scale = Math.fround(1 / Math.fround(output / input));
  const reach = Math.max(scale, 1);
  const span = Math.min(2 * Math.ceil(reach) + 1, input);
  const first = new Int32Array(output);
  const count = new Int32Array(output);
  const weights = new Float32Array(output * span);
  const inside = (place: number): number => Math.min(Math.max(place, 0), input - 1);
  for (let place = 0; place < output; place++) {
    const centre = Math.fround((place + 0.5) * scale);
    const from = inside(Math.ceil(Math.fround(centre - reach - 0.5)));
    const to = inside(Math.floor(Math.fround(centre + reach - 0.5)));
    const weight = (source: number): number => Math.max(0, 1 - Math.abs((source + 0.5 - centre) / reach));
    let total = 0;
    for (let source = from; source <= to; source++) total += weight(source);
    for (let source = from; source <= to; source++)
      weights[place * span + source - from] = weight(source) / total;
    first[place] = from;
    count[place] = to - from + 1;
  }
  return { first, count, weights, span };
}
