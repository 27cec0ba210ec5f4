const ESCAPE = '\u001b';
const COLOURS = new RegExp(`${ESCAPE}\\[[0-9;?]*[A-Za-z]`, 'g');
/* What mock and Python's logging put before the words of a tool. */
const LOGGED = /^(?:DEBUG|INFO|WARNING|ERROR) [\w.]+\.py:\d+: {0,2}/;
const LONGEST = 4000;

/** A line of a log as the tool wrote it: without colours, without what a progress bar overwrote and without a logger's head. */
export function cleanLine(line: string): string {
  if (line.length > LONGEST) return '';
  const plain = line.includes(ESCAPE) ? line.replace(COLOURS, '') : line;
  const last = plain.trimEnd();
  const shown = last.includes('\r') ? last.slice(last.lastIndexOf('\r') + 1) : last;
  return shown.replace(LOGGED, '');
}
