import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { double, isKojiFault } from '@kojikit/protocol';
import type { Caller, TestHub } from '@kojikit/testing';
import { compareStep, type CommandResult } from './compare-step.js';
import type { Argument, Recording, StateCall } from './recording.js';
import { Workplace } from './workplace.js';

const PASSWORD = 'pw';
const FIXTURES = dirname(createRequire(import.meta.url).resolve('@kojikit/hub-core/package.json'));

/**
 * Runs a recording against a hub. Returns what differed, step by step; empty when all is as recorded.
 *
 * @param mended numbers of steps that end well, whatever was recorded
 */
export async function replayRecording(
  recording: Recording,
  hub: TestHub,
  mended: readonly number[] = [],
): Promise<string[]> {
  const url = await hub.listen();
  const place = await Workplace.open(url, recording);
  const state = new State(hub);
  const failures: string[] = [];
  try {
    for (const [index, step] of recording.steps.entries()) {
      if ('call' in step) {
        await state.make(step.call);
        continue;
      }
      const argv = step.argv
        .map((argument) => state.text(argument))
        .map((argument) => argument.replaceAll('{hub}', url).replaceAll('{cwd}', place.cwd));
      const result = await place.run(step, argv, state.password(step.as));
      const differences = mended.includes(index + 1)
        ? [result.stderr, result.exit].filter((found) => String(found) !== '' && found !== 0).map(String)
        : compareStep(step, withoutReasons(argv, result));
      if (differences.length > 0) {
        failures.push(`step ${index + 1} as ${step.as}: koji ${argv.join(' ')}\n${differences.join('\n')}`);
      }
    }
  } finally {
    await place.close();
  }
  return failures;
}

/** The result without why a task waits, which Koji's hub, with which the recordings were made, cannot tell. */
function withoutReasons(argv: readonly string[], result: CommandResult): CommandResult {
  if (!argv.includes('taskinfo')) return result;
  return { ...result, stdout: result.stdout.filter((line) => !/^ *Waiting: /.test(line)) };
}

/** What the state-making calls need to remember. */
class State {
  private readonly saved = new Map<string, unknown>();
  private readonly passwords = new Map<string, string>();
  private readonly callers = new Map<string, Caller>();

  constructor(private readonly hub: TestHub) {}

  password(user: string | null): string {
    return this.passwords.get(user ?? '') ?? PASSWORD;
  }

  async make(call: StateCall): Promise<void> {
    if (call.sql_setpassword) {
      const [user, password] = call.sql_setpassword;
      await this.hub.setPassword(user, password);
      this.passwords.set(user, password);
      return;
    }
    const caller = await this.caller(call.as ?? null);
    try {
      const result = call.upload
        ? await caller.upload(call.upload.path, call.upload.name, contentOf(call.upload))
        : await caller.call(
            call.method ?? '',
            this.value(call.args ?? []) as unknown[],
            this.value(call.kwargs ?? {}) as Record<string, unknown>,
          );
      for (const [name, path] of Object.entries(call.save ?? {})) {
        this.saved.set(name, at(result, path));
        await secondOver(this.saved.get(name));
      }
    } catch (error) {
      if (!call.may_fail || !isKojiFault(error)) throw error;
    }
  }

  text(argument: Argument): string {
    if (typeof argument === 'string') return argument;
    if ('$cat' in argument) return argument.$cat.map((part) => this.text(part)).join('');
    if ('$int' in argument) return String(Math.trunc(Number(this.reference(argument.$int))) + 1);
    return String(this.reference(argument.$ref));
  }

  private async caller(user: string | null): Promise<Caller> {
    if (user === null) return this.hub.anonymous;
    let caller = this.callers.get(user);
    if (!caller) {
      caller = await this.hub.as(user, this.password(user));
      this.callers.set(user, caller);
    }
    return caller;
  }

  private reference(path: string): unknown {
    const [name = '', ...rest] = path.split('.');
    return at(this.saved.get(name), rest.join('.'));
  }

  private value(given: unknown): unknown {
    if (Array.isArray(given)) return given.map((item) => this.value(item));
    if (typeof given !== 'object' || given === null) return given;
    const { $ref: reference, $cat: parts, $double: number } = given as Record<string, unknown>;
    if (typeof reference === 'string') return this.reference(reference);
    if (Array.isArray(parts)) return parts.map((part) => String(this.value(part))).join('');
    if (typeof number === 'number') return double(number);
    return Object.fromEntries(Object.entries(given).map(([key, member]) => [key, this.value(member)]));
  }
}

/**
 * Of an event that was saved, the second is waited for: later steps ask what was true at its end, and whatever they
 * change must not fall into it.
 */
async function secondOver(event: unknown): Promise<void> {
  const seconds = Number((event as { ts?: unknown } | null)?.ts);
  if (seconds > 0) await sleep(Math.max((Math.trunc(seconds) + 1) * 1000 - Date.now() + 5, 0));
}

function at(value: unknown, path: string): unknown {
  let current = value;
  for (const part of path === '' ? [] : path.split('.')) current = (current as Record<string, unknown>)[part];
  return current;
}

function contentOf({ text = '', file }: NonNullable<StateCall['upload']>): Buffer {
  return file === undefined
    ? Buffer.from(text)
    : readFileSync(join(FIXTURES, 'fixtures', 'conformance', file));
}
