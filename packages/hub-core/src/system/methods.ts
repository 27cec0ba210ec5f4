import { GenericError } from '@kojikit/protocol';
import { anyone, permission } from '../auth/access.js';
import type { Context } from '../ground/context.js';
import { flag, list } from '../readers/index.js';
import type { MethodDescription } from '../ground/method-description.js';
import { method, type Method } from '../rpc/method.js';
import { multicallMethods } from '../rpc/multicall.js';
import { rest, type Reader } from '../rpc/reader.js';
import { describeMethod, methodHelp } from './describe-method.js';
import { shownOptions } from './shown-options.js';
import { quoted } from '../rpc/fault-text.js';

const KOJI_VERSION = '1.35.3';
const API_VERSION = 1;

/** The name of a method; null, which is none's, for what is no text. */
const methodName: Reader<string | null, string> = (value) => (typeof value === 'string' ? value : null);

/** Calls about the hub itself: who it is, what it can do, and a few that only answer what they were given. */
export const systemMethods: Method[] = [
  ...multicallMethods,
  method('hello', {
    params: { args: rest(list) },
    access: anyone,
    doc: 'Returns a greeting, to see that calls come through.',
    handler: () => 'Hello World',
  }),
  method('echo', {
    params: { args: rest(list) },
    access: anyone,
    doc: 'Returns its arguments as an array.',
    handler: (ctx, { args }) => args,
  }),
  method('error', {
    params: {},
    access: anyone,
    doc: "Fails with a GenericError, to test a client's handling of faults.",
    handler: () => {
      throw new GenericError('test error');
    },
  }),
  method('fault', {
    params: {},
    access: anyone,
    doc: "Fails with an error that is no fault of Koji's, to test a client's handling of those.",
    handler: () => {
      throw new Error('test exception');
    },
  }),
  method('getAPIVersion', {
    params: {},
    access: anyone,
    doc: 'The version of the API, a number that has been 1 all along.',
    handler: () => API_VERSION,
  }),
  method('getKojiVersion', {
    params: {},
    access: anyone,
    handler: () => KOJI_VERSION,
  }),
  method('mavenEnabled', {
    params: {},
    access: anyone,
    doc: 'Whether the hub takes Maven builds.',
    handler: (ctx) => ctx.config.EnableMaven,
  }),
  method('winEnabled', {
    params: {},
    access: anyone,
    doc: 'Whether the hub takes Windows builds.',
    handler: (ctx) => ctx.config.EnableWin,
  }),
  method('showOpts', {
    params: { as_string: flag(true) },
    access: permission('admin'),
    doc: "The hub's options, as text or as a struct. Passwords are left out.",
    handler: (ctx, { as_string: asText }) => {
      const options = shownOptions(ctx.config);
      return asText ? quoted(options) : options;
    },
  }),
  method('_listapi', {
    params: {},
    access: anyone,
    doc: 'Every method with its arguments, defaults and description.',
    handler: (ctx) => listedMethods(ctx).map(describeMethod),
  }),
  method('listMethodAccess', {
    params: {},
    access: anyone,
    doc: 'Who may call which method, in a few words by its name; without those where that depends on the arguments.',
    handler: (ctx) =>
      Object.fromEntries(
        listedMethods(ctx).flatMap(({ name, who }): [string, string][] =>
          who === undefined ? [] : [[name, who]],
        ),
      ),
  }),
  method('system.listMethods', {
    params: {},
    access: anyone,
    doc: 'The names of all methods.',
    handler: (ctx) => listedMethods(ctx).map(({ name }) => name),
  }),
  method('system.methodSignature', {
    params: { method: methodName },
    access: anyone,
    doc: 'Part of the XML-RPC introspection; types of arguments are not published.',
    handler: () => 'signatures not supported',
  }),
  method('system.methodHelp', {
    params: { method: methodName },
    access: anyone,
    doc: 'How to call a method, and what it does.',
    handler: (ctx, { method: name }) => {
      const found = name === null ? undefined : ctx.methods.get(name);
      return found === undefined || found.requestOnly ? '' : methodHelp(found);
    },
  }),
];

/** Koji lists the methods of its table, and a multicall is none of them. */
function listedMethods(ctx: Context): MethodDescription[] {
  return [...ctx.methods.values()].filter((entry) => !entry.requestOnly);
}
