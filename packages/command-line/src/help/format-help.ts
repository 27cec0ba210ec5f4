import type { OptionSwitch, OptionTable } from '../options/option.js';
import { HELP, VERSION, type LineRules } from '../reading/normalise.js';

/** What a help page shows. */
export interface HelpPage extends Pick<LineRules, 'version'> {
  /** How the program or command is called: `koji add-tag [options] <name>`. */
  readonly usage: string;
  readonly description?: string;
  readonly options: OptionTable;
  /** Commands with a line about each. */
  readonly commands?: readonly { readonly name: string; readonly summary: string }[];
}

type Row = readonly [name: string, help: string];

/** The help page of a program or a command, in the layout of Python's optparse. */
export function formatHelp(
  { usage, description, options, commands = [], version }: HelpPage,
  width: number,
): string {
  const listed = [HELP, ...(version ? [VERSION] : []), ...Object.values(options)];
  const rows = listed
    .flatMap(({ switches }) => switches)
    .flatMap((how): Row[] => (how.help === undefined ? [] : [[spelled(how), how.help]]));
  return [
    formatUsage(usage),
    ...(description === undefined ? [] : [`${description}\n`]),
    `Options:\n${columns(rows, width)}`,
    ...(commands.length === 0
      ? []
      : [
          `Commands:\n${columns(
            commands.map(({ name, summary }) => [name, summary]),
            width,
          )}`,
        ]),
  ].join('\n');
}

/** The first lines of help and of usage errors. */
export function formatUsage(usage: string): string {
  return `Usage: ${usage}\n`;
}

function columns(rows: readonly Row[], width: number): string {
  const column = Math.min(24, Math.max(...rows.map(([name]) => name.length)) + 4);
  const lines = rows.flatMap(([name, help]) => {
    const wrapped = wrap(help, Math.max(width - column, 11));
    const first = `  ${name}`;
    const pad = ' '.repeat(column);
    if (first.length + 2 > column) return [first, ...wrapped.map((line) => pad + line)];
    return wrapped.map((line, index) => (index === 0 ? first.padEnd(column) : pad) + line);
  });
  return `${lines.join('\n')}\n`;
}

function spelled({ names, metavar }: OptionSwitch): string {
  const short = names.filter((name) => !name.startsWith('--'));
  const long = names.filter((name) => name.startsWith('--'));
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
