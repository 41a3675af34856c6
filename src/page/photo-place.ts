import type { DescribedPhoto } from '../codegen/export/metadata.ts';
import { element } from './element.ts';
import { paint } from './see.ts';
import type { Levels } from './open-model.ts';

/** Where a photo of one column goes. */
export interface PhotoPlace {
  readonly root: HTMLElement;
  show(name: string, seen: Levels, height: number, width: number): void;
}

/**
 * A place to drop or choose a photo.
 * @param title where a sample has several photos, which one it is
 */
export function photoPlace(
  { shape }: DescribedPhoto,
  title: string | undefined,
  take: (files: FileList | null) => void,
): PhotoPlace {
  const input = element('input', { type: 'file', accept: 'image/*' });
  input.addEventListener('change', () => {
    take(input.files);
    // So that the same file can be chosen again.
    input.value = '';
  });
  const first = element('strong', {}, 'Drop a photo here');
  const second = element('small', {}, 'or choose one, or paste one');
  const drop = element('label', { class: 'drop' }, input, first, second);
  const root = element('section', {}, ...(title === undefined ? [] : [element('h2', {}, title)]), drop);
  const canvas = element('canvas', { role: 'img' });
  const caption = element('figcaption');
  const figure = element('figure', {}, canvas, caption);
  return {
    root,
    show(name, seen, height, width) {
      paint(canvas, seen);
      canvas.setAttribute('aria-label', `${name}, as the network sees it`);
      caption.textContent = `${name}, ${width} × ${height} pixels. The network sees ${shape[1] ?? 0} × ${shape[0] ?? 0}.`;
      if (!figure.isConnected) drop.before(figure);
      root.classList.add('has-photo');
      first.textContent = 'Drop another photo';
    },
  };
}
