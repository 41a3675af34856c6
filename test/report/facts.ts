/** What a run was made with, as reports take it. */
export const facts = {
  engine: { name: 'wasm', description: 'two threads', reason: 'it is there' },
  data: {
    folder: 'data/<pets>',
    fingerprint: 'sha256:00',
    classes: ['cat', 'dog'],
    samples: { train: 2000, validation: 1000, test: 1000 },
    noun: 'photo',
  },
  started: '2026-01-01 12:00',
  versions: { netc: '0.1.0' },
} as const;
