import { define } from '../define.ts';

/** NET741x and NET742x: runs that others have, that do not fit into memory, whose numbers break. */

export const runInUse = define<{ readonly run: string; readonly pid: number; readonly host: string }>({
  code: 'NET7410',
  severity: 'error',
  title: ({ run }) => `${run} is being trained by another process`,
  label: () => '',
  given: ({ pid, host }) => `process ${pid}${host === '' ? '' : ` on ${host}`}`,
  hint: () => 'Wait until it ends, or stop it with Ctrl-C; it saves before it stops.',
});
