import { GenericError, withKeywords, type Reference } from '@kojikit/protocol';
import {
  faultText,
  keywords,
  makeTask,
  method,
  normalizeArches,
  optional,
  permission,
  pythonType,
  read,
  type Context,
  type Reader,
} from '@kojikit/hub-core/plugin';
import { taskArch } from './task-arch.js';

const arch: Reader<string, string> = (value) => normalizeArches(read.arches(value), { strict: true });

/* A text for the shell, or the words of a command. */
const command: Reader<string | unknown[], string | string[]> = (value) => {
  if (typeof value === 'string' || Array.isArray(value)) return value;
  throw new GenericError(faultText`Invalid type for value '${value}': ${pythonType(value)}`);
};

/** Makes a task that runs a command in a build root. */
export const runroot = method('runroot', {
  params: {
    tagInfo: read.nameOrId,
    arch,
    command,
    channel: optional(read.unlessEmpty(read.nameOrId)),
    opts: keywords(read.struct),
  },
  access: permission('runroot'),
  doc: 'Runs a command in a new build root of a tag, on a host of the channel `runroot` or of another one. Returns the id of the task.',
  handler: makeRunroot,
});

interface Request {
  readonly tagInfo: Reference;
  readonly arch: string;
  readonly command: string | unknown[];
  /** Null for `runroot`. */
  readonly channel: Reference | null;
  readonly opts: Readonly<Record<string, unknown>>;
}

async function makeRunroot(
  ctx: Context,
  { tagInfo, arch, command, channel, opts }: Request,
): Promise<number> {
  const tag = await ctx.call('getTag', { tagInfo, strict: true });
  const where = channel ?? 'runroot';
  return makeTask(ctx, 'runroot', withKeywords([tagInfo, arch, command], { ...opts }), {
    priority: 15,
    channel: where,
    arch: arch === 'noarch' ? await taskArch(ctx, tag, { tagInfo, channel: where }) : arch,
  });
}
