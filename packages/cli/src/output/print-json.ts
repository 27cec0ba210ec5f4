import { flag } from '@kojikit/command-line';
import { DateTime } from '@kojikit/protocol';
import type { CommandContext } from '../command.js';

/** The option `--json` of listings: what the hub answered, for programs. */
export const jsonOption = flag('--json', 'print JSON');

/** Prints a value as JSON, indented; times are texts. */
export function printJson({ print }: Pick<CommandContext, 'print'>, value: unknown): void {
  print(
    JSON.stringify(
      value,
      (key, member: unknown) => (member instanceof DateTime ? String(member) : member),
      2,
    ),
  );
}
