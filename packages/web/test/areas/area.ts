import type { Visited } from '../visit.js';

/** In every text that builders and users may write: what would run if it were not escaped, and break out of attributes. */
export const HOSTILE = `<script>document.title='owned'</script>"'><img src=x onerror="document.title='owned'">`;

/**
 * Fills a site with what some pages show, hostile wherever others write and enough of it for lists to be cut, and returns
 * the addresses of these pages.
 */
export type Area = (site: Visited) => Promise<readonly string[]>;
