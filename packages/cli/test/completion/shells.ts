import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { bundledProgram } from '@kojikit/testing/bundled-program';

const BIN = await bundledProgram(join(import.meta.dirname, '../../src/bin.ts'));
const run = promisify(execFile);

/** What is missing for tests in a shell. */
export function missingShell(name: string): string | undefined {
  return spawnSync(name, ['--version']).status === 0 ? undefined : `there is no ${name}`;
}

/** Shells that know how lines of `koji` are completed. */
export class Shells {
  private readonly folder = mkdtempSync(join(tmpdir(), 'koji-shells-'));

  constructor(config: string) {
    const koji = join(this.folder, 'koji');
    const words = [process.execPath, BIN];
    writeFileSync(koji, `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(' ')} "$@"\n`);
    chmodSync(koji, 0o755);
    writeFileSync(join(this.folder, 'koji.conf'), config);
  }

  /** What bash offers for words, the last of which is being typed. */
  bash(...words: string[]): Promise<string[]> {
    return this.run('bash', [
      '--norc',
      '-c',
      `source <(koji completion bash)
       COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
       _koji_yargs_completions
       printf '%s\\n' "\${COMPREPLY[@]}"`,
      'bash',
      ...words,
    ]);
  }

  /** What fish offers for a line. */
  fish(line: string): Promise<string[]> {
    return this.run('fish', ['-N', '-c', 'koji completion fish | source; complete -C $argv', line]);
  }

  /** What a line becomes in zsh when the tabulator is pressed behind it, or what zsh shows then. */
  async zsh(line: string): Promise<string> {
    const script = `
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "PS1=; autoload -Uz compinit; compinit -u -D; source <(koji completion zsh); echo rea''dy"
      zpty -r -m shell output '*ready*'
      zpty -w -n shell "$1"$'\\t'
      zpty -r -m shell output "*$2*" && print -r -- "$output"
      zpty -d shell`;
    const [typed, awaited = ''] = line.split('|');
    return (await this.run('zsh', ['-f', '-c', script, 'zsh', typed ?? '', awaited])).join('\n');
  }

  close(): void {
    rmSync(this.folder, { recursive: true });
  }

  private async run(program: string, args: readonly string[]): Promise<string[]> {
    const { stdout } = await run(program, args, {
      cwd: this.folder,
      timeout: 100_000,
      env: {
        ...process.env,
        HOME: this.folder,
        PATH: `${this.folder}:${process.env['PATH']}`,
        TERM: 'dumb',
        // The login shell does not matter.
        SHELL: '/bin/sh',
      },
    });
    return stdout.split('\n').filter((line) => line !== '');
  }
}
