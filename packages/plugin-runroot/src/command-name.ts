/**
 * What a command is called in results and faults: the base name of its first word that sets no variable, `(none)`
 * when there is no such word. Builder and command line agree on it, so that the one can read the other's faults.
 */
export function commandName(command: string | readonly string[]): string {
  const words = typeof command === 'string' ? command.split(/\s+/).filter((word) => word !== '') : command;
  const first = words.find((word) => !word.includes('='));
  return first === undefined ? '(none)' : first.slice(first.lastIndexOf('/') + 1);
}
