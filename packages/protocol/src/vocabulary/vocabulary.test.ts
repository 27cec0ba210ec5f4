import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as protocol from '../index.js';

const constants = JSON.parse(
  readFileSync(new URL('../../fixtures/constants.json', import.meta.url), 'utf8'),
) as Record<string, unknown>;

test.each([
  ['task_states', protocol.TASK_STATES],
  ['build_states', protocol.BUILD_STATES],
  ['repo_states', protocol.REPO_STATES],
  ['buildroot_states', protocol.BUILDROOT_STATES],
  ['buildroot_types', protocol.BUILDROOT_TYPES],
  ['tag_update_types', protocol.TAG_UPDATE_TYPES],
  ['user_types', protocol.USER_TYPES],
  ['user_status', protocol.USER_STATUS],
  ['auth_types', protocol.AUTH_TYPES],
  ['checksum_types', protocol.CHECKSUM_TYPES],
  ['repo_merge_modes', protocol.REPO_MERGE_MODES],
  ['policy_names', protocol.POLICY_NAMES],
  ['default_policies', protocol.DEFAULT_POLICIES],
  ['default_task_weights', protocol.TASK_WEIGHTS],
  ['default_task_weight', protocol.DEFAULT_TASK_WEIGHT],
  ['fault_default_code', protocol.FAULT_DEFAULT_CODE],
  ['api_version', protocol.API_VERSION],
  ['koji_version', protocol.KOJI_VERSION],
])("%s is Koji's", (name, table) => {
  expect(table).toEqual(constants[name]);
});

test("the flags of RPM are Koji's", () => {
  const rpm = constants['rpm'] as Record<string, unknown>;
  expect(rpm).toMatchObject(
    Object.fromEntries(
      Object.entries(protocol.DEPENDENCY_TYPES).map(([name, value]) => [`DEP_${name}`, value]),
    ),
  );
  expect(rpm).toMatchObject(
    Object.fromEntries(
      Object.entries(protocol.RPM_SENSE).map(([name, value]) => [`RPMSENSE_${name}`, value]),
    ),
  );
  expect(rpm['file_flags']).toEqual(protocol.RPM_FILE_FLAGS);
  expect(rpm['file_digest_algo_ids']).toMatchObject(protocol.RPM_FILE_DIGESTS);
});

describe('faults', () => {
  const faults = Object.entries(constants['faults'] as Record<string, { code: number; base: string }>);

  test.each(faults)('%s has its code and its base', (name, { code, base }) => {
    const Fault = (protocol as unknown as Record<string, protocol.FaultConstructor>)[name];
    if (Fault === undefined) throw new Error(`${name} is missing`);
    const error = new Fault('text', { cause: 'why' });
    expect(error).toMatchObject({ code, faultName: name, name, message: 'text', cause: 'why' });
    expect(protocol.faultByCode(code)).toBe(Fault);
    expect(protocol.isFault(error, name as protocol.FaultName)).toBe(true);
    expect(protocol.isFault(error, 'GenericError')).toBe(true);
    if (base !== 'Exception') expect(protocol.isFault(error, base as protocol.FaultName)).toBe(true);
  });

  test('a base is no instance of its subclasses', () => {
    expect(protocol.isFault(new protocol.BuildError('x'), 'PreBuildError')).toBe(false);
    expect(protocol.isFault(new Error('x'), 'GenericError')).toBe(false);
    expect(protocol.isFault(undefined, 'GenericError')).toBe(false);
  });

  test('an unknown code keeps its number and counts as a generic error', () => {
    const error = protocol.faultFromCode(4711, 'new');
    expect(error).toMatchObject({ code: 4711, faultName: 'Fault' });
    expect(protocol.isFault(error, 'GenericError')).toBe(true);
    expect(protocol.isFault(error, 'AuthError')).toBe(false);
  });
});

test('every event of Koji has its name', () => {
  const callbacks = constants['callbacks'] as Record<string, { side: string }>;
  const of = (side: string) => Object.keys(callbacks).filter((name) => callbacks[name]?.side === side);
  expect([...protocol.HUB_EVENT_NAMES].sort()).toEqual(of('hub').sort());
  expect([...protocol.BUILDER_EVENT_NAMES].sort()).toEqual(of('builder').sort());
});

test("every task signature is Koji's", () => {
  const recorded = constants['task_signatures'] as Record<
    string,
    { args: { name: string; default?: unknown }[]; varargs?: string; kwargs?: string }[]
  >;
  const ours = Object.fromEntries(
    Object.entries(protocol.TASK_SIGNATURES).map(([method, signatures]) => [
      method,
      signatures.map(({ parameters, rest, keywords }) => ({
        args: parameters.map((parameter) =>
          parameter.length === 1 ? { name: parameter[0] } : { name: parameter[0], default: parameter[1] },
        ),
        ...(rest !== undefined && { varargs: rest }),
        ...(keywords !== undefined && { kwargs: keywords }),
      })),
    ]),
  );
  expect(ours).toEqual(recorded);
});

test('numbers have names', () => {
  expect(protocol.stateName(protocol.TASK_STATES, 5)).toBe('FAILED');
  expect(protocol.stateName(protocol.TASK_STATES, 99)).toBeUndefined();
  expect(protocol.stateName(protocol.TASK_STATES, null)).toBeUndefined();
});

test('tasks weigh what Koji says', () => {
  expect(protocol.taskWeight('runroot')).toBe(2);
  expect(protocol.taskWeight('toString')).toBe(1);
});
