import type { Diagnostic } from './diagnostic.ts';

/** The whole of what there is to say, as one text. */
export function messageText({ title, labels, expected, given, hint }: Diagnostic): string {
  const [main] = labels;
  return [
    main === undefined || main.text === '' ? title : `${title}: ${main.text}`,
    ...(expected === undefined ? [] : [`expected: ${expected}`]),
    ...(given === undefined ? [] : [`given: ${given}`]),
    ...(hint === undefined ? [] : [hint]),
  ].join('\n');
}
