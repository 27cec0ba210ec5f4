/** A remark on one line of a table: at most `length` characters and three dots; nothing for no remark. */
export function truncateText(text: string | null | undefined, length = 47): string {
  const line = (text ?? '').replaceAll('\n', ' ');
  const characters = [...line];
  return characters.length > length ? `${characters.slice(0, length).join('')}...` : line;
}
