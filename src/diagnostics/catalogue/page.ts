import { define, type NoParameters } from '../define.ts';

/** NET734x: what the page of an export says in a browser. */

export const modelNotEmbedded = define<NoParameters>({
  code: 'NET7340',
  severity: 'error',
  title: () => 'The model is too large for a page that is opened as a file',
  label: () => '',
  hint: () =>
    'Serve this folder from your own computer: run `npx http-server` in it, and open the address that it prints.',
});

export const modelNotFound = define<{ readonly reason: string }>({
  code: 'NET7341',
  severity: 'error',
  title: ({ reason }) => `The model beside this page cannot be read: ${reason}`,
  label: () => '',
  hint: () =>
    'Copy the whole folder of the export to the server: model.json and every file that ends in .bin.',
});

export const browserCannotDecode = define<{ readonly file: string; readonly format: string }>({
  code: 'NET7342',
  severity: 'error',
  title: ({ file, format }) => `${file} is a photo of a kind that this browser does not show: ${format}`,
  label: () => '',
  hint: () => 'Save it as JPEG or PNG.',
});

export const nothingToSee = define<NoParameters>({
  code: 'NET7343',
  severity: 'error',
  title: () => 'There is no photo in what was dropped or pasted',
  label: () => '',
  hint: () => 'Drop the file of a photo. A picture on another page may have to be saved first.',
});
