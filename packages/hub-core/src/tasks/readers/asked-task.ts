import { ActionNotAllowed, type NamedTask } from '@kojikit/protocol';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';
import { checkedText, struct } from '../../readers/index.js';
import { taskOptions, type AskedTaskOptions } from './task-options.js';
import { taskParameters } from './task-parameters.js';

/** What `makeTask` gets by name. Koji's own client names method and parameters too. */
export interface NamedArguments {
  readonly positional: readonly unknown[];
  readonly options: AskedTaskOptions;
}

/** Reads the options of a task that anything is asked of. Throws ActionNotAllowed for an owner. */
export const namedArguments: Reader<NamedArguments, NamedTask> = (value) => {
  const { method, arglist, ...options } = struct(value);
  if ('owner' in options) throw new ActionNotAllowed('The owner option is not allowed here');
  return { positional: [method, arglist], options: taskOptions(options) };
};

/** The method and parameters of a new task, each by its place or by name. */
export function askedTask(
  placed: readonly unknown[],
  { positional: [named, arglist] }: NamedArguments,
): { readonly method: string; readonly parameters: unknown[] } {
  const [method = named, parameters = arglist, ...more] = placed;
  if (method === undefined || parameters === undefined || more.length > 0) {
    throw new CallerMistake('makeTask needs a method and a list of parameters');
  }
  return { method: checkedText(method), parameters: taskParameters(parameters) };
}
