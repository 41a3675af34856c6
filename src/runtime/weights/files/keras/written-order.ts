/**
 * Members of a group in the order in which Keras has written them, as far as a file tells that has no configuration.
 * Members of one class are numbered in order; between classes, an object written later mostly lies further behind. Where
 * room that had become free was used again, an object lies too early: so the places of a class are given to its
 * members in the order of their numbers.
 */
export function writtenOrder(links: ReadonlyMap<string, number>): readonly string[] {
  const classes = new Map<string, { name: string; place: number; number: number }[]>();
  for (const [name, place] of links) {
    const { className, number } = split(name);
    const members = classes.get(className) ?? [];
    members.push({ name, place, number });
    classes.set(className, members);
  }
  return [...classes.values()]
    .flatMap((members) => {
      const places = members.map(({ place }) => place).toSorted((a, b) => a - b);
      return members
        .toSorted((a, b) => a.number - b.number)
        .map(({ name }, index) => ({ name, place: places[index] ?? 0 }));
    })
    .toSorted((a, b) => a.place - b.place)
    .map(({ name }) => name);
}

/** `conv2d_3` is the fourth of its class, `conv2d` the first. */
function split(name: string): { readonly className: string; readonly number: number } {
  const [, className = name, number = '0'] = /^(.*?)(?:_(\d+))?$/.exec(name) ?? [];
  return { className, number: Number(number) };
}
