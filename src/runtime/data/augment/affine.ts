/** Where a place of the result comes from: (x, y) from (a·x + b·y + c, d·x + e·y + f). */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

export const identity: Affine = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0 };

/** The map of what goes through `first` and then `second`: a place of the result comes through the second first. */
export function through(first: Affine, second: Affine): Affine {
  return {
    a: first.a * second.a + first.b * second.d,
    b: first.a * second.b + first.b * second.e,
    c: first.a * second.c + first.b * second.f + first.c,
    d: first.d * second.a + first.e * second.d,
    e: first.d * second.b + first.e * second.e,
    f: first.d * second.c + first.e * second.f + first.f,
  };
}

/** A map whose origin is the centre of a photo, in pixels of that photo: the centre is at size / 2 − ½. */
export function aboutCentre(
  map: Affine,
  { height, width }: { readonly height: number; readonly width: number },
): Affine {
  const [x, y] = [width / 2 - 0.5, height / 2 - 0.5];
  return { ...map, c: map.c + x - map.a * x - map.b * y, f: map.f + y - map.d * x - map.e * y };
}

/** Whether nothing is moved at all. */
export function isIdentity({ a, b, c, d, e, f }: Affine): boolean {
  return a === 1 && b === 0 && c === 0 && d === 0 && e === 1 && f === 0;
}
