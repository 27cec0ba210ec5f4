/** First character of the scripts whose signs take two columns of a terminal. */
const WIDE_FROM = 0x1100;

/** Columns that a text takes on a terminal, or somewhat more: it is enough to erase it or to keep it on one line. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) width += columnsOf(character);
  return width;
}

/** The beginning of a text that fits into so many columns. */
export function clipToWidth(text: string, columns: number): string {
  let width = 0;
  let clipped = '';
  for (const character of text) {
    width += columnsOf(character);
    if (width > columns) break;
    clipped += character;
  }
  return clipped;
}

function columnsOf(character: string): number {
  if (/\p{M}/u.test(character)) return 0;
  return (character.codePointAt(0) ?? 0) >= WIDE_FROM ? 2 : 1;
}
