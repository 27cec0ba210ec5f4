import { GenericError, withKeywords } from '@kojikit/protocol';
import {
  keywords,
  makeTask,
  method,
  optional,
  permission,
  pythonStr,
  pythonType,
  required,
  type Context,
  normalizeArches,
} from '@kojikit/hub-core/plugin';
import { taskArch, type TagArches } from './task-arch.js';

/** Makes a task that runs a command in a build root. */
export const runroot = method('runroot', {
  params: [required('tagInfo'), required('arch'), required('command'), optional('channel'), keywords('opts')],
  access: permission('runroot'),
  doc: 'Runs a command in a new build root of a tag, on a host of the channel `runroot` or of another one. Returns the id of the task.',
  handler: (ctx, { tagInfo, arch, command, channel, opts }) =>
    makeRunroot(ctx, { tagInfo, arch, command, channel }, { ...opts }),
});

interface Request {
  readonly tagInfo: unknown;
  readonly arch: unknown;
  readonly command: unknown;
  readonly channel: unknown;
}

async function makeRunroot(
  ctx: Context,
  request: Request,
  options: Readonly<Record<string, unknown>>,
): Promise<number> {
  const { tagInfo, command } = request;
  const arch = archOf(request.arch);
  if (typeof command !== 'string' && !Array.isArray(command)) {
    throw new GenericError(`Invalid type for value '${pythonStr(command)}': ${pythonType(command)}`);
  }
  const channel = request.channel || 'runroot';
  const tag = (await ctx.callUnchecked('getTag', [tagInfo], { strict: true })) as TagArches;
  return makeTask(ctx, 'runroot', withKeywords([tagInfo, arch, command], options), {
    priority: 15,
    channel,
    arch: arch === 'noarch' ? await taskArch(ctx, tag, { tagInfo, channel }) : arch,
  });
}

/* Koji fails on anything that it cannot split, without a fault code. */
function archOf(arch: unknown): string {
  if (typeof arch === 'string' || (Array.isArray(arch) && arch.every((one) => typeof one === 'string'))) {
    return normalizeArches(arch, { strict: true });
  }
  throw new TypeError(`an arch must be text, not ${pythonStr(arch)}`);
}
