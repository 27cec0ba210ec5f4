import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { root } from '../packages/workspace.mjs';

/**
 * Checks the built pages as a browser would find them: every link between them leads to a page and to an anchor in it, and
 * nothing is loaded from another host.
 */
const base = process.env.DOCS_BASE ?? '/';
const site = join(root, 'docs/.vitepress/dist');
const pages = readdirSync(site, { recursive: true }).filter((file) => file.endsWith('.html'));
const texts = new Map(pages.map((page) => [page, readFileSync(join(site, page), 'utf8')]));
const problems = pages.flatMap((page) => [...deadLinks(page), ...loadedFromElsewhere(page)]);

for (const problem of problems) console.log(problem);
console.log(`${pages.length} pages built, ${problems.length} problems`);
process.exitCode = problems.length > 0 || pages.length === 0 ? 1 : 0;

function deadLinks(page) {
  return [...texts.get(page).matchAll(/<a\b[^>]*\shref="([^"]+)"/g)]
    .map(([, href]) => href.replaceAll('&amp;', '&'))
    .filter((href) => !/^[a-z]+:/.test(href))
    .flatMap((href) => {
      const [path, anchor] = decodeURI(href).split('#');
      const target = path === '' ? page : pageOf(page, path);
      if (target === undefined) return [`${page}: ${href} leads nowhere`];
      if (anchor === undefined || anchor === '' || texts.get(target)?.includes(` id="${anchor}"`)) return [];
      return [`${page}: ${href}: there is no such anchor`];
    });
}

/** The file that an address without its suffix means. */
function pageOf(page, path) {
  const file = path.startsWith(base)
    ? path.slice(base.length)
    : relative('/', join('/', dirname(page), path));
  const candidates = [file, `${file}.html`, join(file, 'index.html')];
  return candidates.find((name) => texts.has(name) || (name !== '' && !name.endsWith('/') && isFile(name)));
}

function isFile(name) {
  return /\.\w+$/.test(name) && existsSync(join(site, name));
}

function loadedFromElsewhere(page) {
  const sources = /<(?:script|link|img|iframe|source)\b[^>]*\s(?:src|href)="((?:https?:)?\/\/[^"]+)"/g;
  return [...texts.get(page).matchAll(sources)].map(([, address]) => `${page} loads ${address}`);
}
