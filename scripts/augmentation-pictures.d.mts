/** For each picture of docs/augmentation.md what it shows: the steps as programs write them. */
export const pictures: Readonly<
  Record<
    string,
    { readonly photos: number; readonly seed: number; readonly steps: Readonly<Record<string, string>> }
  >
>;
