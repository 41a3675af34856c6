/** Other names that people give the folders of splits, the preferred one first. */
const FOLDERS = {
  train: ['train', 'training'],
  validation: ['validation', 'val', 'valid'],
  test: ['test', 'testing'],
} as const satisfies Record<string, readonly string[]>;

/** The split that a folder's name means. */
export function splitOfFolder(name: string): keyof typeof FOLDERS | undefined {
  const written = name.toLowerCase();
  return (['train', 'validation', 'test'] as const).find((split) =>
    FOLDERS[split].some((folder) => folder === written),
  );
}
