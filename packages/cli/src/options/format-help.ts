import type { OptionSwitch, OptionTable } from './option.js';

/** The help page of a command: usage, what it does, and its options in two columns. */
export function formatHelp(
  usage: string,
  description: string | undefined,
  table: OptionTable,
  width: number,
): string {
  const rows: Array<[string, string]> = [['-h, --help', 'show this help message and exit']];
  for (const option of Object.values(table)) {
    for (const how of option.switches) {
      if (how.help !== undefined) rows.push([spelled(how), how.help]);
    }
  }
  const column = Math.min(24, Math.max(...rows.map(([names]) => names.length)) + 4);
  const lines = rows.flatMap(([names, help]) => {
    const wrapped = wrap(help, Math.max(width - column, 11));
    const first = `  ${names}`;
    const pad = ' '.repeat(column);
    if (first.length + 2 > column) return [first, ...wrapped.map((line) => pad + line)];
    return wrapped.map((line, index) => (index === 0 ? first.padEnd(column) : pad) + line);
  });
  const text = description === undefined ? '' : `${description}\n\n`;
  return `${formatUsage(usage)}\n${text}Options:\n${lines.join('\n')}\n`;
}

/** The first lines of help and of usage errors. */
export function formatUsage(usage: string): string {
  return `Usage: ${usage}\n`;
}

function spelled(how: OptionSwitch<unknown>): string {
  const short = how.names.filter((name) => !name.startsWith('--'));
  const long = how.names.filter((name) => name.startsWith('--'));
  const metavar = how.metavar;
  return [
    ...short.map((name) => (metavar === undefined ? name : `${name} ${metavar}`)),
    ...long.map((name) => (metavar === undefined ? name : `${name}=${metavar}`)),
  ].join(', ');
}

/** Breaks a text at white space into lines of at most `width` characters. */
function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/)) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
