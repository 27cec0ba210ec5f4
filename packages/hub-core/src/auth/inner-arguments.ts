import { dictionary } from '@kojikit/protocol';
import { CallerMistake } from '../rpc/caller-mistake.js';
import type { Members } from '../readers/index.js';
import type { ParameterTable, Values } from '../rpc/reader.js';
import { quoted } from '../rpc/fault-text.js';

/*
 * login, sslLogin and exclusiveSession are published as `(*args, **opts)`; what they take is checked in here. A mistake
 * is an error of the language runtime in Koji, fault code 1.
 */

/** Binds the arguments of such a method to the parameters that it really has, and reads them. */
export function readInner<Table extends ParameterTable>(
  method: string,
  table: Table,
  positional: readonly unknown[],
  named: Members,
): Values<Table> {
  const names = Object.keys(table);
  if (positional.length > names.length) {
    throw new CallerMistake(
      `${method}() takes at most ${names.length} arguments but ${positional.length} were given`,
    );
  }
  const given = dictionary<unknown>();
  positional.forEach((value, index) => (given[names[index]!] = value));
  for (const [name, value] of Object.entries(named)) {
    if (!Object.hasOwn(table, name)) {
      throw new CallerMistake(`${method}() got an unexpected keyword argument ${quoted(name)}`);
    }
    if (Object.hasOwn(given, name))
      throw new CallerMistake(`${method}() got multiple values for argument ${quoted(name)}`);
    given[name] = value;
  }
  const values = Object.entries(table).map(([name, how]) => {
    const value = Object.hasOwn(given, name) ? given[name] : undefined;
    if (typeof how !== 'function') return [name, how.read(Object.hasOwn(given, name) ? value : how.fallback)];
    if (!Object.hasOwn(given, name))
      throw new CallerMistake(`${method}() misses the argument ${quoted(name)}`);
    return [name, how(value)];
  });
  return Object.fromEntries(values) as Values<Table>;
}
