import { plain, type HubCall, type Plain } from '@kojikit/protocol';
import { errorOfFault } from '../http/page-error.js';
import type { Answer, HubConnection, HubSession } from './connection.js';

/** What came of one call. */
export class Reply<Result = unknown> {
  private constructor(private readonly answer: Answer) {}

  /** The answer to a question, which knows the type of the result. */
  static to<Result>(question: HubCall<Result>, answer: Answer): Reply<Result> {
    return new Reply<Result>(answer);
  }

  /** The result. Throws the PageError of a fault. */
  value(): Plain<Result> {
    if ('fault' in this.answer) throw errorOfFault(this.answer.fault);
    return this.read(this.answer.result);
  }

  /** The result, or undefined for a fault or nil. */
  optional(): NonNullable<Plain<Result>> | undefined {
    return 'fault' in this.answer ? undefined : (this.read(this.answer.result) ?? undefined);
  }

  get fault(): { readonly code: number; readonly message: string } | undefined {
    return 'fault' in this.answer ? this.answer.fault : undefined;
  }

  /* A cast: what comes from the hub has the type of the contract because hub-core's handlers are compiled against it. */
  private read(result: unknown): Plain<Result> {
    return plain(result as Result);
  }
}

/** Asks one question, in a session or without. */
export async function replyTo<Result>(
  connection: HubConnection,
  question: HubCall<Result>,
  { session, signal }: { readonly session?: HubSession; readonly signal?: AbortSignal | undefined },
): Promise<Reply<Result>> {
  const [answer] = await connection.calls([question], session, signal);
  return Reply.to(question, answer!);
}
