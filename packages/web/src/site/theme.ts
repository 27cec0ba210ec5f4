import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { html, trustedHtml, type Html } from '../html/html.js';

/** How a site changes the look of its pages. */
export interface Theme {
  /** Comes after the style sheet of the pages: tokens of its own, for instance. */
  readonly style: string;
  /** Entries of the menu after ours: `<li>…</li>`. */
  readonly nav: Html;
  /** At the end of the footer. */
  readonly footer: Html;
  /** After everything else in the document. */
  readonly bottom: Html;
}

export const NO_THEME: Theme = { style: '', nav: html``, footer: html``, bottom: html`` };

/**
 * Reads the folder of a theme. Each file may be left out: `theme.css`, and the pieces of HTML `extra-nav.html`,
 * `extra-footer.html` and `extra-bottom.html`, named as in the themes of kojiweb. Throws for a folder that is not there.
 */
export function readTheme(folder: string): Theme {
  if (!existsSync(folder)) throw new Error(`there is no folder ${folder} with the theme of the pages`);
  const read = (name: string) => {
    const path = join(folder, name);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  };
  // The operator of the site writes these, and may write whatever HTML can say.
  const piece = (name: string) => trustedHtml(read(`extra-${name}.html`));
  return { style: read('theme.css'), nav: piece('nav'), footer: piece('footer'), bottom: piece('bottom') };
}
