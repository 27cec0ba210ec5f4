import { createHash, randomUUID } from 'node:crypto';
import { AuthError } from '@kojikit/protocol';
import type { AdmittedLogin, LoginAttempt, Logins } from '../ground/logins.js';
import type { Signals } from '../ground/signals.js';
import { addressBlock } from './address-block.js';
import { RateLimit } from './rate-limit.js';
import { UndecidedLogins } from './undecided-logins.js';

export interface LoginLimits {
  /** Wrong passwords that one user may give from one address at once; 0: any number. */
  readonly attempts: number;
  /** Seconds after which one more is allowed. */
  readonly pause: number;
}

/** One address, or one user, may fail so many times as often as one user from one address. */
const WIDE = 5;
const TOPIC = 'login-failed:';
const KNOWN = 10_000;
const UNLIMITED: AdmittedLogin = { succeeded() {}, forgive() {}, failed() {} };

/**
 * Slows guesses at passwords: per user and address, per address whatever the user, and per user whatever the address. The
 * last two do not hold for a user at an address from where that user has logged in before, so that nobody is shut out by
 * the guesses of others. An attempt counts before the password is looked at, so that many at a time gain nothing; those that
 * would be too many wait for the ones before them, which may all be right. A user who does not exist is limited like any other. Processes on the same database tell each other.
 */
export class LoginGuard implements Logins {
  private readonly pairs: RateLimit;
  private readonly addresses: RateLimit;
  private readonly users: RateLimit;
  private readonly known = new Set<string>();
  private readonly undecided = new UndecidedLogins();
  private readonly process = randomUUID();

  constructor(
    private readonly limits: LoginLimits,
    private readonly signals: Pick<Signals, 'announce' | 'listen'>,
    private readonly now: () => number = Date.now,
  ) {
    const pause = limits.pause * 1000;
    this.pairs = new RateLimit({ burst: limits.attempts, pause });
    this.addresses = new RateLimit({ burst: limits.attempts * WIDE, pause });
    this.users = new RateLimit({ burst: limits.attempts * WIDE, pause });
    signals.listen(TOPIC, (news) => this.hear(news));
  }

  /** Throws AuthError `too many failed logins: try again in … seconds`. */
  async admit({ user, address, familiar }: LoginAttempt): Promise<AdmittedLogin> {
    if (this.limits.attempts === 0) return UNLIMITED;
    const keys = keysOf(user, address);
    while (this.isOver(keys) && this.undecided.has([keys.user, keys.address])) await this.undecided.next();
    const wide = this.wideWait(keys);
    if (wide > 0 && !this.known.has(keys.pair) && !(await familiar())) throw tooMany(wide);
    const wait = this.pairs.wait(keys.pair, this.now());
    if (wait > 0) throw tooMany(wait);
    this.count(keys, 1);
    const decided = this.undecided.begin([keys.user, keys.address]);
    return {
      succeeded: () => {
        this.count(keys, -1);
        this.remember(keys.pair);
        decided();
      },
      forgive: () => {
        this.count(keys, -1);
        decided();
      },
      failed: () => {
        this.signals.announce(`${TOPIC}${this.process} ${keys.user} ${keys.address}`);
        decided();
      },
    };
  }

  private isOver(keys: Keys): boolean {
    return (
      this.pairs.wait(keys.pair, this.now()) > 0 || (this.wideWait(keys) > 0 && !this.known.has(keys.pair))
    );
  }

  private wideWait(keys: Keys): number {
    return Math.max(this.addresses.wait(keys.address, this.now()), this.users.wait(keys.user, this.now()));
  }

  private hear(news: string): void {
    const [process, user = '', address = ''] = news.split(' ');
    if (process !== this.process) this.count({ user, address, pair: `${user} ${address}` }, 1);
  }

  private count(keys: Keys, events: 1 | -1): void {
    this.pairs.count(keys.pair, this.now(), events);
    this.addresses.count(keys.address, this.now(), events);
    this.users.count(keys.user, this.now(), events);
  }

  private remember(pair: string): void {
    this.known.delete(pair);
    this.known.add(pair);
    const oldest = this.known.values().next();
    if (this.known.size > KNOWN && !oldest.done) this.known.delete(oldest.value);
  }
}

interface Keys {
  readonly user: string;
  readonly address: string;
  readonly pair: string;
}

/* Names come from strangers and may be long; their digests are short. */
function keysOf(name: string, from: string): Keys {
  const user = createHash('sha256').update(name).digest('base64url').slice(0, 22);
  const address = addressBlock(from);
  return { user, address, pair: `${user} ${address}` };
}

function tooMany(milliseconds: number): AuthError {
  const seconds = Math.ceil(milliseconds / 1000);
  return new AuthError(`too many failed logins: try again in ${seconds} seconds`);
}
