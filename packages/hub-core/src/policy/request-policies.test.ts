import { encodeCall, EXPLAIN_REFUSALS } from '@kojikit/protocol';
import { expect, it } from 'vitest';
import { eachDatabase, type TestHub } from '@kojikit/testing';
import { struct, text } from '../readers/index.js';
import { method } from '../rpc/method.js';
import { defineHubPlugin } from '../plugins/define-hub-plugin.js';
import { anyone } from '../auth/index.js';
import { readBody } from '../rpc/answer-body.js';

/** Lets a test ask a policy as a caller would be judged: by an operation inside of the hub. */
const asking = defineHubPlugin({
  name: 'asking',
  methods: [
    method('askPolicy', {
      params: { name: text, data: struct, options: struct },
      access: anyone,
      async handler(ctx, { name, data, options }) {
        await ctx.policy.assert(name, { ...data }, options);
        return (await ctx.policy.check(name, { ...data }, options)).reason;
      },
    }),
  ],
});

eachDatabase('asserting a policy', (open) => {
  const hubWith = (rules: string, options = ''): Promise<TestHub> =>
    open({
      config: `[hub]\n${options}\n[policy]\np =\n${rules.replace(/^/gm, '    ')}\n`,
      plugins: [asking],
    });

  const ask = async (hub: TestHub, user: string, data: object = {}, options: object = {}) =>
    (await hub.as(user)).call('askPolicy', ['p', data, options]);

  it('refuses with the reason of the rule', async () => {
    const hub = await hubWith('user alice :: deny not you, alice\nall :: allow fine');
    await expect(ask(hub, 'alice')).rejects.toThrow('policy violation (p): not you, alice');
    await expect(ask(hub, 'kojiadmin')).resolves.toBe('fine');
  });

  it('names the deciding rule when VerbosePolicy is on', async () => {
    const hub = await hubWith('has x && match x a* :: {\n    all :: deny\n}', 'VerbosePolicy = yes');
    await expect(ask(hub, 'alice', { x: 'abc' })).rejects.toThrow(
      'policy violation (p) [rule: has x && match x a* :: ... all :: deny]',
    );
    await expect(ask(hub, 'alice', {})).rejects.toThrow(
      'policy violation (p): not covered by policy [rule: (no match)]',
    );
  });

  it('names the rule to who asks for it with the request and is the one who is refused', async () => {
    const hub = await hubWith('all :: deny no');
    await hub.rows.host({ name: 'b1' });
    const refusal = async (user: string, data: object, explain = true): Promise<string> => {
      const { session } = await hub.as(user);
      const { body } = await hub.request({
        headers: {
          'content-type': 'text/xml',
          'koji-session-id': String(session!.id),
          'koji-session-key': session!.key,
          ...(explain && { [EXPLAIN_REFUSALS]: 'yes' }),
        },
        body: Buffer.from(encodeCall('askPolicy', ['p', data, {}])),
      });
      return (await readBody(body)).toString();
    };
    const rule = '[rule: all :: deny no]';
    expect(await refusal('alice', {})).toContain(rule);
    expect(await refusal('alice', { user_id: 2 })).toContain(rule);
    expect(await refusal('kojiadmin', { user_id: 2 })).toContain(rule);
    expect(await refusal('alice', {}, false)).toContain('policy violation (p): no<');
    expect(await refusal('alice', { user_id: 1 })).toContain('policy violation (p): no<');
    expect(await refusal('b1', {})).toContain('policy violation (p): no<');
  });

  it('falls back to the default when no rule fires', async () => {
    const hub = await hubWith('none :: deny');
    await expect(ask(hub, 'alice', {}, { default: 'allow' })).resolves.toBe('not covered by policy');
  });

  it('lets admins, and nobody else, pass by force', async () => {
    const hub = await hubWith('all :: deny');
    await expect(ask(hub, 'kojiadmin', {}, { force: true })).resolves.toBe('overriden by force');
    await expect(ask(hub, 'alice', {}, { force: true })).rejects.toThrow('policy violation (p)');
  });

  it('refuses when a rule answers neither allow nor deny', async () => {
    const hub = await hubWith('all :: perhaps');
    await expect(ask(hub, 'alice')).rejects.toThrow('policy violation (p): error in policy');
  });

  it('allows or refuses what has no rules as MissingPolicyOk says', async () => {
    const missing = async (options: string) => {
      const hub = await hubWith('all :: deny', options);
      return (await hub.as('alice')).call('askPolicy', ['nosuch', {}, {}]);
    };
    await expect(missing('')).resolves.toBe('missing policy');
    await expect(missing('MissingPolicyOk = no')).rejects.toThrow(
      'policy violation (nosuch): missing policy',
    );
  });

  it('stops at a policy that refers to itself', async () => {
    const hub = await hubWith('policy p :: allow');
    await expect(ask(hub, 'alice')).rejects.toThrow('encountered policy loop at policy p');
  });
});
