/**
 * The fenced blocks of a Markdown text: language, text, the line of the fence, and whether the paragraph before says that it
 * is a fragment of something.
 */
export function readBlocks(markdown) {
  const blocks = [];
  let open;
  let paragraph = '';
  let previous = '';
  for (const [index, line] of markdown.split('\n').entries()) {
    if (open === undefined && line.trim() !== '' && !line.startsWith('```')) {
      paragraph = previous === '' ? line : `${paragraph} ${line}`;
    }
    previous = line.trim();
    const fence = /^```(\S*)/.exec(line);
    if (fence === null) {
      open?.lines.push(line);
    } else if (open === undefined) {
      open = { language: fence[1], line: index + 1, lines: [], isFragment: /\bfragment\b/.test(paragraph) };
    } else {
      blocks.push({ ...open, text: `${open.lines.join('\n')}\n` });
      open = undefined;
    }
  }
  return blocks;
}

/** The file that a block says it is, in a comment on its first line: `// cli.js`, `# plugins/protonmsg.conf`. */
export function fileNameOf({ text }) {
  return /^(?:\/\/|#) ([\w./-]+\.\w+)\n/.exec(text)?.[1];
}

/** The packages that a module imports, without what is Node's own or lies beside it. */
export function importedPackages(text) {
  const specifiers = [...text.matchAll(/(?:from|import) '([^']+)'/g)].map(([, specifier]) => specifier);
  return specifiers
    .filter((specifier) => !/^(node:|\.)/.test(specifier))
    .map((specifier) => /^(@[^/]+\/)?[^/]+/.exec(specifier)[0]);
}
