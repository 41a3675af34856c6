import type { Photo } from './request.ts';

/** What a drawing thread is told. */
export interface Order {
  readonly folder: string;
  readonly photo: Photo;
}

/** What it answers: the photo is there, or why it is not. */
export interface Answer {
  readonly photo: Photo;
  readonly failure?: { readonly code?: string; readonly message: string };
}
