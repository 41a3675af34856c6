/** Where Chromium is on this machine; undefined where it is not. */
export function chromiumPath(): string | undefined;
/** The command that installs it. */
export const chromiumInstall: string;
