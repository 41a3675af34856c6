/** Something that could be written at a place. */
export interface Offer {
  readonly label: string;
  readonly kind:
    | 'layer'
    | 'block'
    | 'option'
    | 'word'
    | 'value'
    | 'tensor'
    | 'model'
    | 'data'
    | 'train'
    | 'setting'
    | 'path'
    | 'file'
    | 'folder'
    | 'keyword'
    | 'snippet';
  /** Beside the label: a signature, a shape. */
  readonly detail?: string;
  readonly doc?: string;
  /** What is written, where that is not the label. */
  readonly insert?: string;
  /** What is written in editors that fill in places: `conv(${1:filters}, ${2:size})`. */
  readonly snippet?: string;
}

/** A call with its needed options as places to fill in. */
export function callSnippet(name: string, needed: readonly string[]): string {
  if (needed.length === 0) return name;
  return `${name}(${needed.map((option, index) => `\${${index + 1}:${option}}`).join(', ')})`;
}
