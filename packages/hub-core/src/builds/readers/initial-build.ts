import { GenericError, type InitialBuildInfo } from '@kojikit/protocol';
import {
  comparedInteger,
  integer,
  nameOrId,
  nilOr,
  struct,
  text,
  time,
  truth,
  wireValue,
} from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import type { Reader } from '../../rpc/reader.js';
import type { NewBuild } from '../new-build.js';
import { packageName, versionText } from './new-build.js';

/** What a builder says of a build that it begins. */
export type InitialBuild = Omit<NewBuild, 'owner' | 'state' | 'completion_time' | 'task_id'> & {
  readonly task_id: number;
};

/**
 * Reads what a builder begins a build with: its task, name (or `pkg_id`), version, release and epoch; what else it may say
 * is `draft`, `extra`, `source`, `start_time` and `volume_id`. The hub knows owner and state itself.
 * Throws GenericError `No <member> value for build`.
 */
export const initialBuild: Reader<InitialBuild, InitialBuildInfo> = (value) => {
  const given = struct(value);
  const has = (member: string) => Object.hasOwn(given, member);
  if (!has('task_id')) throw new CallerMistake("'task_id' is missing");
  const task = integer(given['task_id']);
  const named = has('pkg_id')
    ? { pkg_id: nameOrId(given['pkg_id']) }
    : { name: packageName(given['name'] ?? null) };
  for (const member of ['version', 'release', 'epoch']) {
    if (!has(member)) throw new GenericError(`No ${member} value for build`);
  }
  // In the order in which builders send them: the fault about a build that is there already shows them.
  return {
    ...named,
    version: versionText(given['version']),
    release: versionText(given['release']),
    epoch: wireValue(given['epoch']),
    task_id: task,
    ...(has('source') && { source: nilOr(text)(given['source']) }),
    ...(has('extra') && { extra: nilOr(struct)(given['extra']) }),
    ...(has('draft') && { draft: truth(given['draft']) }),
    ...(has('start_time') && { start_time: nilOr(time)(given['start_time']) }),
    ...(has('volume_id') && { volume_id: comparedInteger(given['volume_id']) ?? 0 }),
  };
};
