/** The name of the one label and of the one image column that a folder of photos has. */
export const folderColumns = { label: 'class', image: 'image' } as const;
