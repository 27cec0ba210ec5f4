import { flag, text } from '@kojikit/command-line';
import { pythonRepr } from '@kojikit/protocol';
import { parseArgument } from '../../arguments/parse-argument.js';
import { LiteralSyntax, NoLiteral, parseJson, parsePythonLiteral } from '../../arguments/parse-literal.js';
import { coreCommand } from '../../core-command.js';
import { LoggedError, UsageError } from '../../errors.js';
import { pythonJson } from '../../output/python-json.js';
import { pythonPretty } from '../../output/python-pretty.js';

export const call = coreCommand({
  summary: 'Call any method of the hub',
  usage: '[options] <name> [<arg> ...]',
  description: 'Calls any method of the hub. Arguments like NAME=VALUE are keyword arguments.',
  options: {
    python: flag(['-p', '--python'], 'read the arguments as Python values'),
    kwargs: text('--kwargs', {
      help: 'keyword arguments as a dictionary (implies --python or --json-input)',
    }),
    json: flag(['-j', '--json'], 'read and print JSON'),
    jsonInput: flag('--json-input', 'read the arguments as JSON'),
    jsonOutput: flag('--json-output', 'print JSON'),
    bareStrings: flag(['-b', '--bare-strings'], 'take what cannot be read as plain text'),
  },
  async run({ args, hub, options, print, activateSession }) {
    const [method, ...words] = args;
    if (method === undefined) throw new UsageError('Please specify the name of the XML-RPC method');
    const json = options.json || options.jsonInput;
    if (options.python && json) {
      throw new UsageError('The --python option conflicts with using --json-input');
    }
    const python = options.python || (options.kwargs !== undefined && options.kwargs !== '' && !json);
    const read = (word: string): unknown => {
      try {
        if (python) return parsePythonLiteral(word);
        return json ? parseJson(word) : parseArgument(word);
      } catch (error) {
        if (error instanceof LiteralSyntax) throw new LoggedError('SyntaxError', error.message);
        if (!(error instanceof NoLiteral)) throw error;
        if (options.bareStrings) return word;
        throw new UsageError(`Invalid value: ${pythonRepr(word)}`);
      }
    };
    const keywords = options.kwargs ? structOf(read(options.kwargs)) : {};
    const positional: unknown[] = [];
    for (const word of words) {
      const pair = /^([\p{L}_][\p{L}\p{N}_]*)=(.*)$/u.exec(word);
      if (pair) keywords[pair[1] as string] = read(pair[2] as string);
      else positional.push(read(word));
    }
    await activateSession();
    const answer = await hub.callUnchecked(method, positional, keywords);
    print(options.json || options.jsonOutput ? pythonJson(answer) : pythonPretty(answer));
  },
});

function structOf(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new LoggedError('TypeError', '--kwargs is no dictionary');
  }
  return { ...value };
}
