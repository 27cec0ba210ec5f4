import { anyone, hostOnly } from '../auth/index.js';
import { isTrue } from '../rpc/convert.js';
import { method, optional, required, type Method } from '../rpc/method.js';
import { pythonStr } from '../rpc/python-names.js';
import { evalPolicy, policyData } from './eval-policy.js';

/** Asking policies from outside: to try rules, and for builders. */
export const policyMethods: Method[] = [
  method('evalPolicy', {
    params: [required('name'), required('data')],
    access: anyone,
    doc: 'The action that a policy answers for the data; nil when no rule fires.',
    handler: (ctx, { name, data }) => evalPolicy(ctx, name, data),
  }),
  method('host.evalPolicy', {
    params: [required('name'), required('data')],
    access: hostOnly,
    doc: 'The action that a policy answers for the data; nil when no rule fires. For builders.',
    handler: (ctx, { name, data }) => evalPolicy(ctx, name, data),
  }),
  method('host.checkPolicy', {
    params: [required('name'), required('data'), optional('default', 'deny'), optional('strict', false)],
    access: hostOnly,
    doc: 'Whether a policy allows the data, and the reason. With strict a refusal is a fault. For builders.',
    handler: async (ctx, { name, data, default: fallback, strict }) => {
      const options = { default: pythonStr(fallback) };
      if (isTrue(strict)) await ctx.policy.assert(pythonStr(name), policyData(data), options);
      const { allowed, reason } = await ctx.policy.check(pythonStr(name), policyData(data), options);
      return [allowed, reason] as const;
    },
  }),
  method('host.assertPolicy', {
    params: [required('name'), required('data'), optional('default', 'deny')],
    access: hostOnly,
    doc: 'Fails with ActionNotAllowed unless a policy allows the data. For builders.',
    handler: async (ctx, { name, data, default: fallback }) =>
      void (await ctx.policy.assert(pythonStr(name), policyData(data), { default: pythonStr(fallback) })),
  }),
];
