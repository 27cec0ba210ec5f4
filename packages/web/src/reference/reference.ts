import { z } from 'zod';

const param = z.object({ name: z.string(), kind: z.string(), type: z.string(), doc: z.string() });

const method = z.object({
  /** The room of the contract; a plugin's methods have the name of its package here. */
  room: z.string().optional(),
  doc: z.string(),
  params: z.array(param),
  result: z.string(),
  resultDoc: z.string(),
  /** Who may call it; null where that depends on the arguments. */
  access: z.string().nullable(),
  throws: z.array(z.string()),
  emits: z.array(z.string()),
  /** Whether Koji's own hub lacks it. */
  addition: z.boolean(),
});

const event = z.object({
  type: z.string(),
  doc: z.string(),
  fields: z.array(z.object({ name: z.string(), type: z.string(), optional: z.boolean(), doc: z.string() })),
});

const policyTest = z.object({
  usage: z.string(),
  doc: z.string(),
  /** The only policies that have it; left out for all. */
  policies: z.array(z.string()).optional(),
});

const fault = z.object({ code: z.number(), base: z.string().optional(), doc: z.string() });

/** What `reference.json` of `@kojikit/protocol` or of a plugin says; the faults are the protocol's. */
export const reference = z.object({
  methods: z.record(z.string(), method),
  events: z.record(z.string(), event),
  policyTests: z.record(z.string(), policyTest),
  faults: z.record(z.string(), fault).default({}),
});

export type Reference = z.infer<typeof reference>;
export type ReferenceMethod = z.infer<typeof method>;
export type ReferenceEvent = z.infer<typeof event>;
export type ReferencePolicyTest = z.infer<typeof policyTest>;
export type ReferenceFault = z.infer<typeof fault>;
