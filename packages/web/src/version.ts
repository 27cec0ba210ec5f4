import { packageVersion } from '@kojikit/command-line';

/** The version of these pages. */
export const webVersion = packageVersion('@kojikit/web', import.meta.url);
