import { define } from '../define.ts';

/** NET740x: what a phase does not change, computed once. */

export const noRoomForFeatures = define<{
  readonly phase: string;
  readonly of: readonly string[];
  readonly folder: string;
  /** `11.5 GB`. */
  readonly needed: string;
  readonly room: string;
}>({
  code: 'NET7400',
  severity: 'warning',
  title: ({ phase, of, needed }) =>
    `The features of ${of.join(', ')} for phase ${phase} take ${needed} more, and there is no room for them`,
  label: () => '',
  given: ({ folder, room }) => `${room} that may be used in ${folder}`,
  hint: () =>
    'Nothing is lost, but every step computes them again. Free some space, or set NETC_CACHE to a folder on a larger disk.',
});

export const featuresNotKept = define<{ readonly folder: string; readonly reason: string }>({
  code: 'NET7401',
  severity: 'warning',
  title: ({ folder }) => `Features cannot be kept in ${folder}`,
  label: () => '',
  given: ({ reason }) => reason,
  hint: () =>
    'Nothing is lost, but every step computes them again. Make room or make the folder writable, or set NETC_CACHE to another folder.',
});
