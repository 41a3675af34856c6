import {
  folderEmpty,
  folderMissing,
  noClassOfPhotos,
  splitFolderMissing,
} from '../../diagnostics/catalogue/data.ts';
import type { ClassesBy } from '../../diagnostics/catalogue/data.ts';
import { unreadableBelow, type FolderRule } from './folder-rules.ts';

/** How the path of a photo ends that would be found. */
function photoBy(by: ClassesBy): string {
  if (by.kind === 'names') return by.pattern;
  return by.kind === 'table' ? '*.jpg' : 'CLASS/*.jpg';
}

const splitFolders = ['train', 'validation', 'test'];

/** The folder of a dataset is there, with photos in each split. */
export const folderHasPhotos: FolderRule = ({ folder, span, split, splitSpan, facts, by, report }) => {
  if (!facts.exists) {
    report(folderMissing(span, { folder }));
    return false;
  }
  const photo = photoBy(by);
  const found = Object.keys(facts.splits);
  const wanted = split.kind === 'folders' ? splitFolders : [''];
  const photos = (name: string): number =>
    Object.values(facts.splits[name] ?? {}).reduce((sum, count) => sum + count, 0);
  if (wanted.every((name) => photos(name) === 0)) {
    const example = `${folder}/${split.kind === 'folders' ? 'train/' : ''}${photo}`;
    if (facts.stray !== undefined) {
      report(noClassOfPhotos(span, { folder, ...facts.stray, by }));
      return false;
    }
    report(folderEmpty(span, { folder, split: '', example, reason: unreadableBelow(facts, '') }));
    return false;
  }
  const missing = wanted.filter((name) => !found.includes(name));
  if (missing.length > 0) {
    report(splitFolderMissing(splitSpan, { folder, missing, found: found.filter((name) => name !== '') }));
    return false;
  }
  const empty = wanted.filter((name) => photos(name) === 0);
  for (const name of empty) {
    const example = `${folder}/${name}/${photo}`;
    report(folderEmpty(span, { folder, split: name, example, reason: unreadableBelow(facts, name) }));
  }
  return empty.length === 0;
};
