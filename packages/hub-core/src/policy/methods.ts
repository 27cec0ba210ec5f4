import { anyone, hostOnly, readerOfRules } from '../auth/index.js';
import { flag } from '../readers/index.js';
import { method, type Method } from '../rpc/method.js';
import { optional } from '../rpc/reader.js';
import { assertForTask } from './assert-for-task.js';
import { asText, policyData, policyName } from './readers/policy-call.js';

/** Asking policies from outside: to try rules, and for builders. */
export const policyMethods: Method[] = [
  method('evalPolicy', {
    params: { name: policyName, data: policyData },
    access: anyone,
    doc: 'The action that a policy answers for the data; nil when no rule fires.',
    handler: async (ctx, { name, data }) => (await ctx.policy.evaluate(name, data))?.action ?? null,
  }),
  method('explainPolicy', {
    params: { name: policyName, data: policyData },
    access: readerOfRules,
    doc: 'What a policy answers for the data, and the text of the rule that decides; nil without such a policy.',
    handler: async (ctx, { name, data }) => {
      const decision = await ctx.policy.evaluate(name, data, { strict: false });
      return decision === undefined ? null : { action: decision.action, rule: decision.rule };
    },
  }),
  method('host.evalPolicy', {
    params: { name: policyName, data: policyData },
    access: hostOnly,
    doc: 'The action that a policy answers for the data; nil when no rule fires. For builders.',
    handler: async (ctx, { name, data }) => (await ctx.policy.evaluate(name, data))?.action ?? null,
  }),
  method('host.checkPolicy', {
    params: { name: asText, data: policyData, default: optional(asText, 'deny'), strict: flag(false) },
    access: hostOnly,
    doc: 'Whether a policy allows the data, and the reason. With strict a refusal is a fault. For builders.',
    handler: async (ctx, { name, data, default: fallback, strict }) => {
      const options = { default: fallback };
      if (strict) await assertForTask(ctx, name, { ...data }, options);
      const { allowed, reason } = await ctx.policy.check(name, data, options);
      return [allowed, reason] as const;
    },
  }),
  method('host.assertPolicy', {
    params: { name: asText, data: policyData, default: optional(asText, 'deny') },
    access: hostOnly,
    doc: 'Fails with ActionNotAllowed unless a policy allows the data. For builders.',
    handler: (ctx, { name, data, default: fallback }) =>
      assertForTask(ctx, name, data, { default: fallback }),
  }),
];
