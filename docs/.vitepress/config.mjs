import { dirname, join, posix, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { REPOSITORY } from './repository.mjs';
import { sidebar } from './sidebar.mjs';
import { slug } from './slug.mjs';

const docs = join(dirname(fileURLToPath(import.meta.url)), '..');

/* A page links to files of the repository as GitHub wants it; on the site, what lies outside of docs is on GitHub. */
function linkOutside(markdown) {
  markdown.core.ruler.push('links-out-of-docs', ({ tokens, env }) => {
    const folder = posix.dirname(relative(docs, env.path ?? docs).replaceAll('\\', '/'));
    for (const token of tokens.flatMap(({ children }) => children ?? [])) {
      const href = token.type === 'link_open' ? (token.attrGet('href') ?? '') : '';
      if (href === '' || /^([a-z]+:|\/|#)/.test(href)) continue;
      const path = posix.join('docs', folder, href);
      if (!path.startsWith('docs/')) token.attrSet('href', `${REPOSITORY}/blob/main/${path}`);
    }
  });
}

/* The pages are plain Markdown: what looks like a template of Vue is meant as it stands. */
function withoutTemplates(markdown) {
  const { text } = markdown.renderer.rules;
  markdown.renderer.rules.text = (...given) => text(...given).replaceAll('{{', '&#123;&#123;');
}

export default defineConfig({
  title: 'Kojikit',
  description: "A build system for RPMs that speaks Koji's protocol",
  lang: 'en',
  base: process.env.DOCS_BASE ?? '/',
  cleanUrls: true,
  srcExclude: ['README.md', 'decisions/000-template.md'],
  markdown: {
    html: false,
    anchor: { slugify: slug },
    config(markdown) {
      linkOutside(markdown);
      withoutTemplates(markdown);
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: [2, 3],
    sidebar: sidebar(docs),
    nav: [
      { text: 'Tutorial', link: '/tutorial.md' },
      { text: 'Reference', link: '/reference/configuration/hub.conf.md' },
      { text: 'Glossary', link: '/glossary.md' },
      { text: 'Sources', link: REPOSITORY },
    ],
  },
});
