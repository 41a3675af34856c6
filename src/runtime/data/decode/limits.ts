/**
 * Pixels that a photo may declare. Twice Pillow's warning limit, where Pillow too refuses: large enough for any camera, small
 * enough that a forged header cannot take the memory of the machine.
 */
export const MAX_PIXELS = 178_956_970;

/** Bytes of a file that is still read as a photo. */
export const MAX_FILE_BYTES = 512 * 1024 * 1024;
