import { existsSync } from 'node:fs';

/** The browser of the machine, or undefined. */
export const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
);

/** Why tests in a browser cannot run, or undefined when they can. */
export const NO_CHROMIUM = CHROMIUM === undefined ? 'there is no Chromium in /usr/bin' : undefined;
