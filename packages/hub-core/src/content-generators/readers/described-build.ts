import { GenericError, type WireValue } from '@kojikit/protocol';
import { checkNvr } from '@kojikit/rpm';
import {
  buildRef,
  integer,
  storedText,
  struct,
  wireValue,
  type BuildRef,
  type Members,
} from '../../readers/index.js';
import { packageName, versionText } from '../../builds/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isTrue, toFloat } from '../../rpc/convert.js';
import { faultText, quoted } from '../../rpc/fault-text.js';
import type { Reader } from '../../rpc/reader.js';
import { described, member, optionalMember, type Described } from './member.js';

/** The build that a content generator has made. */
export interface DescribedBuild {
  /** The build that was reserved for it. */
  readonly reserved: BuildRef | undefined;
  readonly name: string;
  readonly version: string;
  /** Of a draft the release that it is to be promoted to. */
  readonly release: string;
  /** Undefined when nothing was said of it. */
  readonly epoch: WireValue | undefined;
  readonly draft: boolean;
  readonly source: string | null;
  /** Seconds since 1970. */
  readonly startTime: number;
  readonly endTime: number;
  /** The name of a user. */
  readonly owner: string | undefined;
  readonly taskId: number | null;
  /** What is kept of the build, with `typeinfo`. */
  readonly extra: Members;
  /** What is said of the build as one of each of its types. */
  readonly types: Members;
}

/** Types that once had their facts beside `typeinfo`. */
export const LEGACY_TYPES = ['maven', 'win', 'image'] as const;

/**
 * Reads the member `build` of metadata. Throws GenericError `Invalid owner format (expected username): …`,
 * `Duplicate typeinfo for …` and for dashes in version and release, ParameterError for a task that is no number, and
 * CallerMistake for what is missing or of a wrong type otherwise.
 */
export const describedBuild: Reader<DescribedBuild> = (value) => {
  const given = described('the build', value);
  const extra = struct(member(given, 'extra'));
  const types = typesOf(extra);
  const id = optionalMember(given, 'build_id');
  const build = {
    reserved: isTrue(id) ? buildRef(id) : undefined,
    name: packageName(member(given, 'name')),
    version: versionText(member(given, 'version')),
    release: versionText(member(given, 'release')),
    epoch: wireValue(optionalMember(given, 'epoch')),
    draft: isTrue(optionalMember(given, 'draft')),
    source: storedText('build', 'source')(member(given, 'source')),
    startTime: seconds(given, 'start_time'),
    endTime: seconds(given, 'end_time'),
    owner: ownerOf(optionalMember(given, 'owner')),
    taskId: taskOf(given, extra),
    extra: { ...extra, typeinfo: types },
    types,
  };
  checkNvr(build, { strict: true });
  return build;
};

function seconds(given: Described, name: string): number {
  const value = member(given, name);
  try {
    return toFloat(value);
  } catch (cause) {
    throw new CallerMistake(faultText`${name} of the build is no number: ${value}`, { cause });
  }
}

function ownerOf(value: unknown): string | undefined {
  if (!isTrue(value)) return undefined;
  if (typeof value === 'string') return value;
  throw new GenericError(faultText`Invalid owner format (expected username): ${value}`);
}

/* Old content generators kept their task in the further data. */
function taskOf(given: Described, extra: Members): number | null {
  const task = Object.hasOwn(given.members, 'task_id') ? integer(given.members['task_id']) : null;
  if (!Object.hasOwn(extra, 'container_koji_task_id')) return task;
  const legacy = integer(extra['container_koji_task_id']);
  if (task !== null && task !== legacy) {
    throw new GenericError(`CG provided non-matching task_id ${task} and container_koji_task_id ${legacy}`);
  }
  return legacy;
}

function typesOf(extra: Members): Members {
  const given = Object.hasOwn(extra, 'typeinfo') ? struct(extra['typeinfo']) : {};
  const legacy = LEGACY_TYPES.filter((type) => Object.hasOwn(extra, type));
  const twice = legacy.find((type) => Object.hasOwn(given, type));
  if (twice !== undefined) throw new GenericError(`Duplicate typeinfo for ${quoted(twice)}`);
  return { ...given, ...Object.fromEntries(legacy.map((type) => [type, extra[type]])) };
}
