import { hubCall, type ParamsOf } from '@kojikit/protocol';
import { command, flag, list, parseArgument, splitPair, text, toggle, UsageError } from '@kojikit/cli/plugin';
import type {} from '../api.js';
import { expiryOptions, expiryWish } from './expiry-options.js';

/** `koji edit-sidetag`: changes what the base tag lets owners change, expiry, owners and holds. */
export const editSidetag = command({
  usage: '[options] <sidetag>',
  options: {
    debuginfo: toggle(
      {
        on: '--debuginfo',
        onHelp: 'with debuginfo rpms in its repos',
        off: '--no-debuginfo',
        offHelp: 'without debuginfo rpms in its repos',
      },
      undefined,
    ),
    macros: list('--rpm-macro', { metavar: 'key=value', help: 'set an RPM macro; may be repeated' }),
    removedMacros: list('--remove-rpm-macro', {
      metavar: 'key',
      help: 'unset an RPM macro; may be repeated',
    }),
    ...expiryOptions,
    newOwners: list('--add-owner', { metavar: 'USER', help: 'let another user change and remove it too' }),
    removedOwners: list('--remove-owner', { metavar: 'USER', help: 'take that back' }),
    giveTo: text('--give-to', { metavar: 'USER', help: 'hand it over' }),
    hold: text('--hold', { metavar: 'REASON', help: 'keep it from being removed until you release it' }),
    release: flag('--release', 'end your hold'),
  },
  async run({ args, hub, options, activateSession }) {
    const [tag] = args;
    if (tag === undefined || args.length > 1) throw new UsageError('Only argument is sidetag');
    const wish = expiryWish(options);
    const koji = [options.debuginfo, options.macros[0], options.removedMacros[0]];
    const of = { sidetag: tag };
    const { newOwners, removedOwners, hold, giveTo } = options;
    const calls = [
      ...(wish === undefined ? [] : [hubCall('setSideTagExpiry', { ...of, expires: wish })]),
      ...newOwners.map((user) => hubCall('addSideTagOwner', { ...of, user })),
      ...removedOwners.map((user) => hubCall('removeSideTagOwner', { ...of, user })),
      ...(hold === undefined ? [] : [hubCall('holdSideTag', { ...of, reason: hold })]),
      ...(options.release ? [hubCall('releaseSideTag', of)] : []),
      ...(giveTo === undefined ? [] : [hubCall('giveSideTag', { ...of, user: giveTo })]),
    ];
    if (calls.length === 0 && koji.every((value) => value === undefined)) {
      throw new UsageError('At least one option needs to be specified');
    }
    await activateSession();
    if (koji.some((value) => value !== undefined)) {
      await hub.call('editSideTag', { sidetag: tag, ...editKeywords(options) });
    }
    if (calls.length > 0) await hub.batch(calls);
  },
});

function editKeywords(options: {
  debuginfo: boolean | undefined;
  macros: readonly string[];
  removedMacros: string[];
}): Omit<ParamsOf<'editSideTag'>, 'sidetag'> {
  const { debuginfo, macros, removedMacros } = options;
  const pairs = macros.map((macro) => {
    const [name, value] = splitPair(macro);
    return [name, parseArgument(value)] as const;
  });
  return {
    ...(debuginfo !== undefined && { debuginfo }),
    ...(pairs.length > 0 && { rpm_macros: Object.fromEntries(pairs) }),
    ...(removedMacros.length > 0 && { remove_rpm_macros: removedMacros }),
  };
}
