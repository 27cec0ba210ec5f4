import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { slug } from '../../docs/.vitepress/slug.mjs';
import { root } from '../packages/workspace.mjs';

/**
 * Checks the links of all Markdown files between files of the repository, and to headings in them. Prints each that leads
 * nowhere; the exit status is 1 then. Addresses of the web are left alone.
 */
const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'], {
  cwd: root,
  encoding: 'utf8',
});
const files = listed
  .trim()
  .split('\n')
  .filter(
    (file) => existsSync(join(root, file)) && !/(^|\/)(report\.|000-template\.|fixtures\/|dist\/)/.test(file),
  );
const anchors = new Map();
let checked = 0;
const dead = files.flatMap((file) => linksOf(file).flatMap((link) => problemOf(file, link)));

for (const line of dead) console.log(line);
console.log(`${checked} links in ${files.length} files, ${dead.length} lead nowhere`);
process.exitCode = dead.length > 0 ? 1 : 0;

function linksOf(file) {
  return proseOf(file).flatMap(({ text, line }) =>
    [...text.replaceAll(/`[^`]*`/g, '').matchAll(/\]\(<?([^()\s>]+(?:\([^()\s]*\))?)>?(?: "[^"]*")?\)/g)].map(
      ([, target]) => ({ target, line }),
    ),
  );
}

function problemOf(file, { target, line }) {
  if (/^[a-z][a-z+.-]*:/i.test(target)) return [];
  checked += 1;
  const [path, anchor] = decodeURI(target).split('#');
  const at = `${file}:${line}: ${target}`;
  const wanted = path === '' ? join(root, file) : join(root, dirname(file), path);
  if (relative(root, wanted).startsWith('..')) return [`${at} lies outside of the repository`];
  if (!existsSync(wanted)) return [`${at}: there is no such file`];
  if (anchor === undefined || statSync(wanted).isDirectory() || !wanted.endsWith('.md')) return [];
  return anchorsOf(relative(root, wanted)).has(anchor) ? [] : [`${at}: there is no such heading`];
}

function anchorsOf(file) {
  const known = anchors.get(file);
  if (known !== undefined) return known;
  const counts = new Map();
  const found = new Set();
  for (const { text } of proseOf(file)) {
    const [, heading] = /^#{1,6} (.+)$/.exec(text) ?? [];
    if (heading === undefined) continue;
    const name = slug(heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, ''));
    const count = counts.get(name) ?? 0;
    counts.set(name, count + 1);
    found.add(count === 0 ? name : `${name}-${count}`);
  }
  anchors.set(file, found);
  return found;
}

/** The lines of a file that are no code. */
function proseOf(file) {
  let fence;
  return readFileSync(join(root, file), 'utf8')
    .split('\n')
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => {
      const [mark] = /^\s*(`{3,}|~{3,})/.exec(text)?.slice(1) ?? [];
      if (fence === undefined && mark !== undefined) fence = mark;
      else if (fence !== undefined && text.trim() === fence) {
        fence = undefined;
        return false;
      }
      return fence === undefined;
    });
}
