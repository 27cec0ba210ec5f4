import { ActionNotAllowed, EXPLAIN_REFUSALS, GenericError } from '@kojikit/protocol';
import { recordDecision, type MadeDecision } from '../decisions/index.js';
import type { Context } from '../ground/context.js';
import { judgedUser } from './judged-user.js';
import { judgedId } from './readers/decided-about.js';
import type { CheckOptions, Done, Policies, PolicyData, PolicyDecision } from '../ground/policies.js';
import { CallDecisions } from './call-decisions.js';
import type { PolicySet } from './policy-set.js';
import { applyRules } from './rule-set.js';
import { faultText } from '../rpc/fault-text.js';

interface Ruling extends Pick<MadeDecision, 'rule' | 'number' | 'forced'> {
  readonly allowed: boolean;
  readonly reason: string;
}

/** The policies of a hub as one request asks them. */
export class RequestPolicies implements Policies {
  private readonly decisions = new CallDecisions();

  constructor(
    private readonly set: PolicySet,
    private readonly ctx: Context,
  ) {}

  names(): string[] {
    return this.set.names();
  }

  async evaluate(
    name: string,
    data: PolicyData,
    options: { strict?: boolean } = {},
  ): Promise<PolicyDecision | undefined> {
    const rules = this.set.rulesOf(name);
    if (rules === undefined) {
      if (options.strict === false) return undefined;
      throw new GenericError(faultText`no such policy: ${name}`);
    }
    const { action, rule, number } = await applyRules(rules, this.ctx, data);
    if (action === undefined) return undefined;
    this.remember(name, data, { result: action, rule, number, forced: false });
    return { action, rule };
  }

  async check(
    name: string,
    data: PolicyData,
    options: CheckOptions = {},
  ): Promise<{ allowed: boolean; reason: string }> {
    const { allowed, reason } = await this.rule(name, data, options);
    return { allowed, reason };
  }

  async assert(name: string, data: PolicyData, options: CheckOptions = {}): Promise<void> {
    const { allowed, reason, rule, number, forced } = await this.rule(name, data, options);
    if (allowed) return this.remember(name, data, { result: 'allow', rule, number, forced });
    const why = reason === '' ? '' : `: ${reason}`;
    const where = (await this.namesRule(data)) ? ` [rule: ${rule}]` : '';
    throw new ActionNotAllowed(`policy violation (${name})${why}${where}`);
  }

  async mayReadRules(): Promise<boolean> {
    return this.isVerbose() || (await this.ctx.session.hasPermission('admin'));
  }

  async record(policy: string, { build, tag, task }: Done): Promise<void> {
    const decision = this.decisions.last(policy, { build, tag });
    if (decision === undefined) return;
    await recordDecision(this.ctx.db, decision, {
      ...(build && { buildId: build.id }),
      ...(tag && { tagId: tag.id, eventId: await this.ctx.event() }),
      ...(task !== undefined && { taskId: task }),
    });
  }

  forgetDecisions(): void {
    this.decisions.clear();
  }

  /* What a policy without rules lets pass is nothing to tell about. */
  private remember(policy: string, data: PolicyData, said: Omit<MadeDecision, 'policy' | 'userId'>): void {
    if (this.set.rulesOf(policy) === undefined) return;
    const user = judgedId(this.ctx, data);
    const userId = typeof user === 'number' ? user : undefined;
    this.decisions.add({ policy, userId, ...said }, data);
  }

  private isVerbose(): boolean {
    const { KojiDebug, VerbosePolicy } = this.ctx.config;
    return KojiDebug || VerbosePolicy;
  }

  /*
   * Who is refused may know why. That is somebody who has tried what the hub itself describes to the policy: builders
   * describe what others want, and explainPolicy takes any description.
   */
  private async namesRule(data: PolicyData): Promise<boolean> {
    if (this.isVerbose()) return true;
    const { session, request } = this.ctx;
    if (request.headers[EXPLAIN_REFUSALS] === undefined || session.userId === undefined) return false;
    if ((await session.hostId()) !== undefined) return false;
    return judgedId(this.ctx, data) === session.userId || session.hasPermission('admin');
  }

  private async rule(name: string, data: PolicyData, options: CheckOptions): Promise<Ruling> {
    const { result, reason, ...fired } = await this.ask(name, data, options.default ?? 'deny');
    const { rule } = fired;
    this.ctx.log.debug({ policy: name, result, reason, rule }, 'policy asked');
    if (result === 'allow') return { allowed: true, reason, forced: false, ...fired };
    const refusal = {
      allowed: false,
      reason: result === 'deny' ? reason : 'error in policy',
      forced: false,
      ...fired,
    };
    if (result !== 'deny')
      this.ctx.log.error({ policy: name, rule }, 'policy answered neither allow nor deny');
    if (options.force && (await this.isForcedByAdmin(name, data, refusal.reason))) {
      return { ...refusal, allowed: true, reason: 'overriden by force', forced: true };
    }
    return refusal;
  }

  private async ask(
    name: string,
    data: PolicyData,
    fallback: string,
  ): Promise<Pick<MadeDecision, 'result' | 'rule' | 'number'> & { readonly reason: string }> {
    const rules = this.set.rulesOf(name);
    if (rules === undefined) {
      return {
        result: this.ctx.config.MissingPolicyOk ? 'allow' : 'deny',
        reason: 'missing policy',
        rule: '',
        number: undefined,
      };
    }
    const { action, ...fired } = await applyRules(rules, this.ctx, data);
    if (action === undefined) return { result: fallback, reason: 'not covered by policy', ...fired };
    const [, word, reason] = /^(\S*)\s*([\s\S]*)$/.exec(action)!;
    return { result: word!.toLowerCase(), reason: reason!, ...fired };
  }

  private async isForcedByAdmin(policy: string, data: PolicyData, reason: string): Promise<boolean> {
    const user = await judgedUser(this.ctx, data);
    if (user === undefined || !(await user.permissions()).includes('admin')) return false;
    this.ctx.log.info({ policy, user: user.name, reason }, 'policy overridden by force');
    return true;
  }
}
