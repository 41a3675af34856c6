export interface Key {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

export function recording(
  lines: number,
  count: number,
): { readonly text: string; readonly keys: readonly Key[] };

export function pressed(
  text: string,
  key: Key,
): {
  readonly change: { readonly range: { readonly start: { readonly line: number } }; readonly text: string };
  readonly text: string;
};
