import { parseInteger } from '@kojikit/command-line';
import { pythonRepr } from '@kojikit/protocol';
import { LoggedError } from '../errors.js';

/** The id of a task from the command line. Throws LoggedError when it is no number. */
export function taskIdOf(word: string): number {
  const id = parseInteger(word);
  if (id === undefined) throw new LoggedError('ValueError', `not the id of a task: ${pythonRepr(word)}`);
  return id;
}
