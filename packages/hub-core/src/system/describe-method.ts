import type { ListedMethod } from '@kojikit/protocol';
import type { MethodDescription, Parameter } from '../ground/method-description.js';
import { quoted } from '../rpc/fault-text.js';

/** A method as Koji's `_listapi` describes it: clients make their help texts and argument checks of it. */
export function describeMethod(method: MethodDescription): ListedMethod {
  const plain = method.params.filter(({ kind }) => kind === 'plain');
  const defaults = plain.filter(({ hasDefault }) => hasDefault).map((parameter) => parameter.default);
  const varargs = method.params.find(({ kind }) => kind === 'rest')?.name ?? null;
  const varkw = method.params.find(({ kind }) => kind === 'keywords')?.name ?? null;
  return {
    name: method.name,
    doc: method.doc === '' ? null : method.doc,
    argspec: [
      plain.map(({ name }) => name),
      varargs,
      varkw,
      defaults.length > 0 ? defaults : null,
      [],
      null,
      {},
    ],
    argdesc: `(${method.params.map(show).join(', ')})`,
    args: method.params.map((parameter): ListedMethod['args'][number] =>
      parameter.kind === 'plain' && parameter.hasDefault
        ? [parameter.name, parameter.default]
        : parameter.name,
    ),
  };
}

/** A method's call form, and its description on a line of its own when it has one. */
export function methodHelp(method: MethodDescription): string {
  const call = `${method.name}(${method.params.map(show).join(', ')})`;
  return method.doc === '' ? call : `${call}\ndescription: ${method.doc}`;
}

function show(parameter: Parameter): string {
  if (parameter.kind === 'rest') return `*${parameter.name}`;
  if (parameter.kind === 'keywords') return `**${parameter.name}`;
  return parameter.hasDefault ? `${parameter.name}=${quoted(parameter.default)}` : parameter.name;
}
