/** The text is no moment. */
export class UnreadableTime extends Error {
  override readonly name = 'UnreadableTime';
}

/** A whole number in digits. */
export function wholeNumber(text: string | undefined): number {
  if (text === undefined || !/^\d+$/.test(text)) throw new UnreadableTime();
  return Number(text);
}
