import { callingHost, hostOnly } from '../auth/access.js';
import { getHost, hostResult, readChannels } from '../hosts/index.js';
import { float } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { assignedTasks, setHostData } from '../scheduler/index.js';
import { checkIn } from './check-in.js';
import { readHostTasks } from './host-tasks.js';
import { hostLoad, readiness } from './readers/check-in.js';
import { hostData, hostDataOrJson } from './readers/host-data.js';
import { waitForTasks } from './wait-for-tasks.js';

/** What builders ask and tell of themselves. */
export const hostStateMethods: Method[] = [
  method('host.getID', {
    params: {},
    access: hostOnly,
    doc: 'The id of the calling builder.',
    handler: (ctx) => callingHost(ctx.session),
  }),
  method('host.getHost', {
    params: {},
    access: hostOnly,
    doc: 'The calling builder.',
    handler: async (ctx) => hostResult(await getHost(ctx, await callingHost(ctx.session))),
  }),
  method('host.isEnabled', {
    params: {},
    access: hostOnly,
    doc: 'Whether the calling builder may have tasks.',
    handler: async (ctx) => (await getHost(ctx, await callingHost(ctx.session))).enabled,
  }),
  method('host.updateHost', {
    params: { task_load: hostLoad, ready: readiness, data: optional(hostData) },
    access: hostOnly,
    doc: 'Says that the builder is there, its load and whether it takes tasks; data is for the scheduler.',
    handler: async (ctx, { task_load: load, ready, data }) => {
      await checkIn(ctx, await callingHost(ctx.session), { load, ready, data });
      return null;
    },
  }),
  method('host.setHostData', {
    params: { hostdata: hostDataOrJson },
    access: hostOnly,
    doc: 'Tells the scheduler about the builder: a struct, or one as JSON text. It knows the member maxjobs.',
    handler: async (ctx, { hostdata }) => {
      await setHostData(ctx, await callingHost(ctx.session), hostdata);
      return null;
    },
  }),
  method('host.getTasks', {
    params: {},
    access: hostOnly,
    doc: 'The tasks that the builder was given and did not open yet. Without any, the scheduler runs if it is due.',
    handler: async (ctx) => assignedTasks(ctx, await callingHost(ctx.session)),
  }),
  method('host.getHostTasks', {
    params: {},
    access: hostOnly,
    doc: 'The tasks that the builder works on; with the member alert when awaited subtasks of one have ended.',
    handler: async (ctx) => readHostTasks(ctx, await callingHost(ctx.session)),
  }),
  method('host.getLoadData', {
    params: {},
    access: hostOnly,
    doc: 'The calling builder with its channels and the tasks it was given, in the form that old builders expect.',
    handler: async (ctx) => {
      const hostId = await callingHost(ctx.session);
      const host = hostResult(await getHost(ctx, hostId));
      const channels = (await readChannels(ctx, { host: hostId })).map(({ id }) => id);
      return [[{ ...host, channels }], await assignedTasks(ctx, hostId)] as const;
    },
  }),
  method('host.waitTasks', {
    params: { timeout: float },
    access: hostOnly,
    doc: 'Waits until there is news for the builder, at most timeout seconds (60 count), and returns whether there is.',
    handler: async (ctx, { timeout }) => waitForTasks(ctx, await callingHost(ctx.session), timeout),
  }),
];
