import { unescaped } from './unescaped.js';

/** The content of a page as it is read: without marks, and with one space where there are several. */
export function pageText(page: string): string {
  const begin = page.indexOf('<main');
  return words(begin === -1 ? page : page.slice(begin, page.indexOf('</main>')));
}

/** Why a page has not done what was asked, as it says above its form; undefined when it says nothing. */
export function problemOf(page: string): string | undefined {
  const [, problem] = /role="alert">([\s\S]*?)<\/p>/.exec(page) ?? [];
  return problem === undefined ? undefined : words(problem);
}

function words(html: string): string {
  return unescaped(
    html
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  );
}
