import { ActionNotAllowed, EXPLAIN_REFUSALS, GenericError } from '@kojikit/protocol';
import type { Context } from '../ground/context.js';
import { judgedId, judgedUser } from './judged-user.js';
import type { CheckOptions, Policies, PolicyData, PolicyDecision } from '../ground/policies.js';
import type { PolicySet } from './policy-set.js';
import { applyRules } from './rule-set.js';
import { faultText } from '../rpc/fault-text.js';

interface Ruling {
  readonly allowed: boolean;
  readonly reason: string;
  /** The text of the rule that decided. */
  readonly rule: string;
}

/** The policies of a hub as one request asks them. */
export class RequestPolicies implements Policies {
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
    const { action, rule } = await applyRules(rules, this.ctx, data);
    return action === undefined ? undefined : { action, rule };
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
    const { allowed, reason, rule } = await this.rule(name, data, options);
    if (allowed) return;
    const why = reason === '' ? '' : `: ${reason}`;
    const where = (await this.namesRule(data)) ? ` [rule: ${rule}]` : '';
    throw new ActionNotAllowed(`policy violation (${name})${why}${where}`);
  }

  async mayReadRules(): Promise<boolean> {
    return this.isVerbose() || (await this.ctx.session.hasPermission('admin'));
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
    const { result, reason, rule } = await this.ask(name, data, options.default ?? 'deny');
    this.ctx.log.debug({ policy: name, result, reason, rule }, 'policy asked');
    if (result === 'allow') return { allowed: true, reason, rule };
    const refusal = { allowed: false, reason: result === 'deny' ? reason : 'error in policy', rule };
    if (result !== 'deny')
      this.ctx.log.error({ policy: name, rule }, 'policy answered neither allow nor deny');
    if (options.force && (await this.isForcedByAdmin(name, data, refusal.reason))) {
      return { allowed: true, reason: 'overriden by force', rule };
    }
    return refusal;
  }

  private async ask(
    name: string,
    data: PolicyData,
    fallback: string,
  ): Promise<{ result: string; reason: string; rule: string }> {
    const rules = this.set.rulesOf(name);
    if (rules === undefined) {
      return {
        result: this.ctx.config.MissingPolicyOk ? 'allow' : 'deny',
        reason: 'missing policy',
        rule: '',
      };
    }
    const { action, rule } = await applyRules(rules, this.ctx, data);
    if (action === undefined) return { result: fallback, reason: 'not covered by policy', rule };
    const [, word, reason] = /^(\S*)\s*([\s\S]*)$/.exec(action)!;
    return { result: word!.toLowerCase(), reason: reason!, rule };
  }

  private async isForcedByAdmin(policy: string, data: PolicyData, reason: string): Promise<boolean> {
    const user = await judgedUser(this.ctx, data);
    if (user === undefined || !(await user.permissions()).includes('admin')) return false;
    this.ctx.log.info({ policy, user: user.name, reason }, 'policy overridden by force');
    return true;
  }
}
