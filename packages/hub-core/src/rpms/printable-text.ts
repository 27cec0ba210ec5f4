/** A text without the control characters that XML cannot carry; empty for what is no text. */
export function printableText(text: unknown): string {
  return (typeof text === 'string' ? text : '').replace(
    // eslint-disable-next-line no-control-regex
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g,
    '',
  );
}
