/** Languages of what is run. */
const PROGRAMS = ['sh', 'js', 'ts'];

/** What stands before a block that is not run, for its authors alone: pages do not show it. */
const EXCUSE = /^<!-- not run: (\S.*\S) -->$/;

/**
 * The fenced blocks of a Markdown text: language, text, the line of the fence, whether the paragraph before says that it
 * is a fragment of something, and in `excuse` why it is not run, where a comment `<!-- not run: REASON -->` before it says so.
 */
export function readBlocks(markdown) {
  const blocks = [];
  let open;
  let excuse;
  let paragraph = '';
  let previous = '';
  for (const [index, line] of markdown.split('\n').entries()) {
    if (open === undefined && line.trim() !== '' && !line.startsWith('```')) {
      paragraph = previous === '' ? line : `${paragraph} ${line}`;
      excuse = EXCUSE.exec(line.trim())?.[1];
    }
    previous = line.trim();
    const fence = /^```(\S*)/.exec(line);
    if (fence === null) {
      open?.lines.push(line);
    } else if (open === undefined) {
      const isFragment = /\bfragment\b/.test(paragraph);
      open = { language: fence[1], line: index + 1, lines: [], isFragment, excuse };
      excuse = undefined;
    } else {
      const { lines, ...block } = open;
      blocks.push({ ...block, text: `${lines.join('\n')}\n` });
      open = undefined;
    }
  }
  return blocks;
}

/** Whether a block is run: it is a program and no part of one, and nothing excuses it. */
export function isRun({ language, isFragment, excuse }) {
  return PROGRAMS.includes(language) && !isFragment && excuse === undefined;
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
