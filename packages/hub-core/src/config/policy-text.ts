/** The rules of one policy as they stand in a file. */
export interface PolicyText {
  readonly name: string;
  /** Where the rules came from, for messages. */
  readonly file: string;
  readonly lines: readonly PolicyLine[];
}

/** A rule of a policy, and where it stands. */
export interface PolicyLine {
  readonly text: string;
  /** Line number in the file, from 1; undefined for built-in rules. */
  readonly line: number | undefined;
}

/** A policy from plain text, such as one that a test gives. */
export function policyText(name: string, text: string, file = 'built-in rules'): PolicyText {
  return { name, file, lines: text.split('\n').map((line) => ({ text: line, line: undefined })) };
}
