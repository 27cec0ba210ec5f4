import { html, type Html } from '../../html/html.js';

const ESCAPE = '\u001b';
const BELL = '\u0007';
const SEQUENCE = new RegExp(
  `${ESCAPE}\\[([0-9;]*)([A-Za-z])|${ESCAPE}[()][A-Z0-9]|${ESCAPE}\\][^${BELL}]*(?:${BELL}|$)|${ESCAPE}`,
  'g',
);
const COLOURS = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

interface Style {
  readonly bold: boolean;
  readonly colour: string | undefined;
}

const PLAIN: Style = { bold: false, colour: undefined };

/** A line with the colours that terminals know as classes; every other control sequence is dropped. */
export function ansiText(line: string): Html {
  if (!line.includes(ESCAPE)) return html`${line}`;
  const pieces: Html[] = [];
  let style = PLAIN;
  let position = 0;
  for (const match of line.matchAll(SEQUENCE)) {
    pieces.push(styled(line.slice(position, match.index), style));
    position = match.index + match[0].length;
    if (match[2] === 'm') style = changed(style, match[1]!);
  }
  pieces.push(styled(line.slice(position), style));
  return html`${pieces}`;
}

function styled(text: string, { bold, colour }: Style): Html {
  if (text === '' || (!bold && colour === undefined)) return html`${text}`;
  return html`<i class="${[bold ? 'bold' : '', colour && `ansi-${colour}`].filter(Boolean).join(' ')}"
    >${text}</i
  >`;
}

function changed(style: Style, codes: string): Style {
  let { bold, colour } = style;
  for (const code of codes.split(';').map(Number)) {
    if (code === 0) ({ bold, colour } = PLAIN);
    else if (code === 1) bold = true;
    else if (code === 22) bold = false;
    else if (code === 39) colour = undefined;
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) colour = COLOURS[code % 10];
  }
  return { bold, colour };
}
