/** Names of the kinds of samples, in the order of help. They stand by themselves: to draw takes much more than to name. */
export const sampleKinds = ['pets', 'animals', 'faces', 'digits'] as const;

/** Kinds that are drawn as photos, one file each. */
export type KindName = Exclude<(typeof sampleKinds)[number], 'digits'>;
