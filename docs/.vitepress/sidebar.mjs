import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a reader looks for, in this order. A name with a slash at its end is a folder: all pages of it, as they are there. */
const SECTIONS = [
  { text: 'Begin', pages: ['tutorial.md', 'roles/'] },
  { text: 'How to', pages: ['how-to/', 'troubleshooting.md'] },
  { text: 'Operate', pages: ['operate/', 'migrate.md'] },
  { text: 'Reference', pages: ['reference/', 'deviations.md', 'glossary.md'] },
  { text: 'Inside', pages: ['lifecycle.md', 'decisions/', 'releasing.md'] },
];

/** Pages that do not stand in the order of the alphabet. */
const FIRST = ['packager.md', 'operator.md', 'integrator.md', 'plugin-author.md', 'index.md'];

/* The template is for who writes a decision. */
const HIDDEN = ['index.md', '000-template.md'];

/**
 * The sidebar, from the pages that exist: a new file in a folder appears by itself, and one at the top that no section names
 * stands in a last one.
 * @param {string} docs The folder of the pages.
 */
export function sidebar(docs) {
  const known = [...HIDDEN, ...SECTIONS.flatMap(({ pages }) => pages)];
  const lost = pagesIn(docs, '').filter((page) => !known.includes(page));
  if (lost.length > 0) throw new Error(`${lost.join(', ')}: no section of .vitepress/sidebar.mjs names them`);
  return SECTIONS.map(({ text, pages }) => ({
    text,
    collapsed: text !== 'Begin' && text !== 'How to',
    items: pages.flatMap((page) => (page.endsWith('/') ? folderItems(docs, page) : pageItem(docs, page))),
  })).filter(({ items }) => items.length > 0);
}

function folderItems(docs, folder) {
  if (!existsSync(join(docs, folder))) return [];
  const pages = pagesIn(docs, folder)
    .filter((page) => !HIDDEN.includes(page))
    .sort((one, other) => rank(one) - rank(other) || (one < other ? -1 : 1));
  const own = pages.flatMap((page) => pageItem(docs, folder + page));
  const below = readdirSync(join(docs, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => ({
      text: name[0].toUpperCase() + name.slice(1).replaceAll('-', ' '),
      collapsed: true,
      items: folderItems(docs, `${folder}${name}/`),
    }))
    .filter(({ items }) => items.length > 0);
  return [...own, ...below];
}

function rank(page) {
  const place = FIRST.indexOf(page);
  return place < 0 ? FIRST.length : place;
}

function pagesIn(docs, folder) {
  return readdirSync(join(docs, folder)).filter((name) => name.endsWith('.md'));
}

function pageItem(docs, page) {
  if (!existsSync(join(docs, page))) return [];
  const [, title] = /^# (.+)$/m.exec(readFileSync(join(docs, page), 'utf8')) ?? [];
  if (title === undefined) throw new Error(`${page} has no heading of the first level`);
  // With its suffix: VitePress would take hub.conf for a file, and lead to it past the base of the site.
  return [{ text: title.replaceAll('`', ''), link: `/${page}` }];
}
