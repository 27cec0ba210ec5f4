import type { Option, OptionSwitch, OptionTable } from '../options/option.js';
import { HELP, MissingValue, normalise, VERSION, type NormalisedLine } from '../reading/normalise.js';
import type { CompletableCommand, CompletableEntry, CompletableProgram } from './completable.js';
import { joinAtEquals } from './join-at-equals.js';
import { listCommands, listNames, listOptions } from './list-words.js';
import { SHELLS, type Shell } from './shell.js';

/**
 * What a line may go on with: commands, options, and names for arguments and values. The result is in the form that the
 * script of the shell reads.
 * @param words the line up to the cursor, the name of the program first, the word that is being typed last
 */
export async function complete(
  program: CompletableProgram,
  words: readonly string[],
  shell: Shell,
): Promise<string[]> {
  const before = joinAtEquals(words.slice(1));
  const current = before.pop() ?? '';
  return new Completion(program, current, shell).complete(before);
}

class Completion {
  private command: string | undefined;

  constructor(
    private readonly program: CompletableProgram,
    private readonly current: string,
    private readonly shell: Shell,
  ) {}

  async complete(before: readonly string[]): Promise<string[]> {
    const { program, current } = this;
    const line = normalise(program.options, before, { interspersed: false, version: true });
    const found = this.commandOf(line.args);
    if (found !== undefined) {
      this.command = found.entry.name;
      const command = await found.entry.load();
      return this.completeCommand(command, line.args.slice(found.words));
    }
    if (line.stop !== undefined || isOption(current))
      return this.completeOption(program.options, line, [VERSION]);
    const next = program.commands.flatMap(({ name, summary }) => {
      const parts = name.split(' ');
      const fits = line.args.every((word, index) => parts[index] === word);
      const word = parts[line.args.length];
      return fits && word !== undefined ? [[word, summary] as const] : [];
    });
    return listCommands(this.shell, new Map(next), current);
  }

  private commandOf(args: readonly string[]): { entry: CompletableEntry; words: number } | undefined {
    const { commands, find } = this.program;
    const entry = commands.find(({ name }) => name.split(' ').every((word, index) => args[index] === word));
    if (entry !== undefined) return { entry, words: entry.name.split(' ').length };
    const meant = args[0] === undefined ? undefined : find?.(args[0]);
    return meant && { entry: meant, words: 1 };
  }

  private async completeCommand(command: CompletableCommand, before: readonly string[]): Promise<string[]> {
    const { options, usage, interspersed } = command;
    const line = normalise(options, before, { interspersed });
    if (line.stop !== undefined || (isOption(this.current) && line.open))
      return this.completeOption(options, line);
    const kinds = [...usage.matchAll(/<([^<>]+)>\s*(\.\.\.)?/g)];
    const last = kinds.at(-1);
    const kind = kinds[line.args.length] ?? (last?.[2] === undefined ? undefined : last);
    return kind?.[1] === undefined
      ? []
      : listNames(this.shell, await this.names(kind[1], this.current), this.current);
  }

  private async completeOption(
    options: OptionTable,
    { stop }: NormalisedLine,
    further: readonly Option<unknown>[] = [],
  ): Promise<string[]> {
    const { current } = this;
    if (stop instanceof MissingValue) {
      const values = await this.values(options[stop.key], stop.how, current);
      return listNames(this.shell, values, current);
    }
    if (stop !== undefined) return [];
    const [name = '', value] = current.split(/=(.*)/s);
    if (value === undefined)
      return listOptions(this.shell, [HELP, ...further, ...Object.values(options)], current);
    const { stop: open } = normalise(options, [name]);
    if (!(open instanceof MissingValue)) return [];
    const values = await this.values(options[open.key], open.how, value);
    // In bash, a word ends at the sign.
    return listNames(this.shell, values, value).map((text) =>
      this.shell === 'bash' ? text : `${name}=${text}`,
    );
  }

  private async values(option: Option<unknown> | undefined, how: OptionSwitch, prefix: string) {
    if (option?.type === 'string' && option.choices !== undefined) return option.choices;
    return this.names(how.metavar ?? '', prefix);
  }

  private async names(kind: string, prefix: string): Promise<readonly string[]> {
    if (kind === 'shell') return SHELLS;
    const { command } = this;
    return (await this.program.names?.({ kind: kind.toLowerCase(), command, prefix })) ?? [];
  }
}

function isOption(word: string): boolean {
  return word.startsWith('-');
}
