/** One step of an installation, in words, and how far it is where that can be told. */
export interface InstallProgress {
  readonly step: 'wait' | 'check' | 'packages' | 'download' | 'unpack' | 'build' | 'try';
  readonly message: string;
  /** From 0 to 1. */
  readonly fraction?: number;
}

export type OnProgress = (progress: InstallProgress) => void;
