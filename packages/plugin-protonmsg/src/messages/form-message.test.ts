import { readFileSync } from 'node:fs';
import { BUILD_STATES, double } from '@kojikit/protocol';
import { describe, expect, it } from 'vitest';
import { formMessage, MESSAGE_EVENTS, type MessageEvent } from './form-message.js';
import { objectOf } from './message.js';

interface Recorded {
  address: string;
  props: Record<string, unknown>;
  body: Record<string, unknown>;
}

const recording = JSON.parse(
  readFileSync(new URL('../../fixtures/protonmsg-messages.json', import.meta.url), 'utf8'),
) as { steps: { messages?: Recorded[] }[] };
const recorded = recording.steps.flatMap(({ messages = [] }) => messages);

/** The event that a recorded message was formed from. */
function eventOf({ props, body }: Recorded): [MessageEvent, object] {
  const event = `post${String(props['type'])}` as MessageEvent;
  return [event, Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'btypes'))];
}

const form = (event: MessageEvent, data: object, extraLimit = 0) =>
  formMessage(event, data, { extraLimit, buildTypes: {} });

const build = { id: 1, name: 'a', version: '1', release: '2', nvr: 'a-1-2', extra: { x: 'long enough' } };

describe('the recorded messages', () => {
  it('cover every event', () => {
    expect(new Set(recorded.map((message) => eventOf(message)[0]))).toEqual(new Set(MESSAGE_EVENTS));
  });

  it.each(recorded.map((message, index) => ({ index, message })))(
    '$index, $message.address, is formed again from its event',
    ({ message }) => {
      const formed = formMessage(...eventOf(message), { extraLimit: 0, buildTypes: message.body['btypes'] });
      expect(formed?.address).toBe(message.address);
      expect(formed?.props).toEqual(message.props);
      expect(JSON.parse(formed!.body)).toEqual(message.body);
    },
  );
});

describe('a message', () => {
  it('is not made of a change of another attribute, nor of an unsigned header', () => {
    expect(form('postTaskStateChange', { attribute: 'weight', old: 1, new: 2, info: {} })).toBeUndefined();
    expect(
      form('postBuildStateChange', { attribute: 'volume_id', old: 0, new: 1, info: build }),
    ).toBeUndefined();
    expect(form('postRPMSign', { sigkey: '', sighash: '', rpm: {}, build })).toBeUndefined();
  });

  it('has state names in the properties of builds and numbers in the body', () => {
    const data = { attribute: 'state', old: BUILD_STATES.BUILDING, new: BUILD_STATES.FAILED, info: build };
    const formed = form('postBuildStateChange', data);
    expect(formed?.props).toMatchObject({ old: 'BUILDING', new: 'FAILED' });
    expect(JSON.parse(formed!.body)).toMatchObject({ old: 0, new: 3, btypes: {} });
  });

  it('leaves a long extra out of the build', () => {
    const tagging = { tag: { name: 't' }, user: { name: 'u' }, build, force: false };
    for (const [limit, kept] of [
      [5, false],
      [200, true],
      [0, true],
    ] as const) {
      const body = JSON.parse(form('postTag', tagging, limit)!.body) as { build: object };
      expect('extra' in body.build).toBe(kept);
    }
    const change = { attribute: 'state', old: null, new: 1, info: build };
    expect(form('postBuildStateChange', change, 5)?.body).not.toContain('long enough');
  });

  it('says what could not be encoded instead of failing, and makes lists of sets', () => {
    const odd = {
      tag: { name: 't' },
      repo_id: 1,
      event: null,
      opts: { set: new Set([1, 2]), odd: () => 1, when: new Date(0), weight: double(1) },
    };
    const formed = form('postRepoInit', odd)!;
    expect(JSON.parse(formed.body)).toMatchObject({
      opts: { set: [1, 2], odd: { error: "Can't serialize" }, when: '1970-01-01 00:00:00.000' },
    });
    expect(formed.body).toContain('"weight": 1.0');
  });

  it('belongs to an object: a task, a build, a package of a tag, a repo', () => {
    const objects = new Map(recorded.map((message) => [message.address, objectOf(message as never)]));
    expect(objects.get('task.free')).toMatch(/^task \d+$/);
    expect(objects.get('build.tag')).toMatch(/^build tinylib-/);
    expect(objects.get('package.add')).toMatch(/^package /);
    expect(objects.get('repo.done')).toMatch(/^repo \d+$/);
  });
});
