import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../packages/workspace.mjs';
import { isRun, readBlocks } from './read-blocks.mjs';

/**
 * The pages of `docs` whose commands are run, in this order. A walk has a folder of its own, and what an earlier page starts stays
 * up for the later ones; one of `fresh` pages begins by ending it. `machine` walks write to the folders of a system, of which
 * they get copies.
 */
export const DOCS_WALKS = [
  {
    // The how-tos go on with the site of the tutorial.
    name: 'docs',
    pages: [
      'tutorial.md',
      'how-to/failed-root.md',
      'how-to/side-tags.md',
      'how-to/share-a-side-tag.md',
      'how-to/faster-first-repo.md',
      'how-to/merge-a-side-tag.md',
      'how-to/runroot-output.md',
      'how-to/policy-refusal.md',
      'how-to/disposable-koji.md',
      'roles/integrator.md',
    ],
  },
  {
    name: 'bus',
    pages: ['how-to/trust-the-bus.md', 'how-to/choose-events.md'],
    fresh: ['how-to/choose-events.md'],
  },
  {
    name: 'operate',
    machine: true,
    pages: [
      'operate/systemd.md',
      'operate/backup.md',
      'operate/upgrade.md',
      'operate/logs.md',
      'operate/containers.md',
    ],
  },
];

/** What people type or run, by the languages of blocks; a transcript with prompts is written to be typed as well. */
const COMMANDS = ['sh', 'bash', 'shell', 'console', 'js', 'ts'];

/** One line for each block of commands in `docs` that is neither run by a walk nor excused, and for each that does not say what it is. */
export function unwalkedBlocks() {
  const walked = new Set(DOCS_WALKS.flatMap(({ pages }) => pages));
  return handWrittenPages().flatMap((page) =>
    readBlocks(readFileSync(join(root, 'docs', page), 'utf8')).flatMap((block) => {
      const place = `docs/${page}:${block.line}`;
      if (block.language === '') return [`${place} does not say what it is: sh, ini, text…`];
      if (!COMMANDS.includes(block.language)) return [];
      if (block.excuse !== undefined) return [];
      if (isRun(block) && walked.has(page)) return [];
      const why = walked.has(page) ? `${block.language} blocks are not run` : 'no walk has this page';
      return [`${place} is not run (${why}) and nothing before it says why: <!-- not run: REASON -->`];
    }),
  );
}

/* Those of `reference` are written by `npm run reports`, from programs that have their own tests. */
function handWrittenPages() {
  const docs = join(root, 'docs');
  return readdirSync(docs, { recursive: true, withFileTypes: true })
    .map((entry) => relative(docs, join(entry.parentPath ?? entry.path, entry.name)))
    .filter((page) => page.endsWith('.md') && !/(^|\/)(node_modules|\.vitepress)\/|^reference\//.test(page))
    .sort();
}
