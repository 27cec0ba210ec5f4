import { encodeFault, ServerOffline } from '@kojikit/protocol';
import { commitCall, needsTouch, touchSession } from '../auth/commit-call.js';
import { BadRequest } from './bad-request.js';
import type { AnswerBody } from './answer-body.js';
import { identify, prepare } from './dispatch.js';
import { encodeAnswer } from './encode-answer.js';
import { asOutage, toFault } from './fault.js';
import type { HubParts } from './hub-parts.js';
import type { HubRequest, HubResponse } from './hub-request.js';
import { logFailure } from './log-failure.js';
import { readCall, whole } from './read-call.js';
import { RequestContext } from './request-context.js';

const KOJI_VERSION = '1.35.3';

/**
 * One request, in nine steps: read, decode, find method, session, bind arguments, run in a transaction, encode,
 * commit, send. The answer is encoded before the commit, so that what cannot be sent is not written either.
 * `docs/lifecycle.md` draws it.
 */
export async function answer(parts: HubParts, request: HubRequest): Promise<HubResponse> {
  if (request.method !== 'POST') return methodNotAllowed();
  if (parts.config.ServerOffline) {
    return reply(encodeFault(new ServerOffline('').code, parts.config.OfflineMessage ?? 'server is offline'));
  }
  const ctx = new RequestContext(parts, parts.database.open(), request, parts.log);
  const started = performance.now();
  let code = 0;
  parts.underWay.begin();
  try {
    const body = await bodyOf(ctx, parts, request);
    if (!Buffer.isBuffer(body)) ctx.closeOnFailure(body);
    await finishCall(ctx);
    return reply(body);
  } catch (error) {
    await ctx.rolledBack();
    const refused = refusal(ctx, error);
    code = refused.code;
    return refused.response;
  } finally {
    parts.observe({ method: ctx.methodName ?? 'none', code, seconds: (performance.now() - started) / 1000 });
    await ctx.db.release();
    parts.underWay.end();
  }
}

/** What follows when a request has run and its answer is known: the commit, and what waits for it. */
export async function finishCall(ctx: RequestContext): Promise<void> {
  if (ctx.db.dirty) await commit(ctx);
  else if (needsTouch(ctx.session)) await touch(ctx);
  await ctx.db.release();
  await ctx.committed();
}

async function bodyOf(
  ctx: RequestContext,
  parts: HubParts,
  request: HubRequest,
): Promise<Buffer | AnswerBody> {
  if (request.headers['content-type'] === 'application/octet-stream') {
    return encodeAnswer(await receiveUpload(ctx, request));
  }
  const { method, params, body } = await readCall(request, ctx.config);
  const { isKeepable, run } = await prepare(ctx, method, params);
  const make = async () => encodeAnswer(await run());
  return parts.kept.takes(body) && isKeepable() ? parts.kept.answer(ctx.db, body, make) : make();
}

async function receiveUpload(ctx: RequestContext, request: HubRequest): Promise<unknown> {
  await identify(ctx);
  if (ctx.registry.upload === undefined) throw new BadRequest('Invalid request: this hub takes no uploads');
  return ctx.registry.upload(ctx, whole(request.body));
}

/* A call that wrote nothing is not recorded: repeating it does no harm. */
async function commit(ctx: RequestContext): Promise<void> {
  await ctx.emit('preCommit', {});
  await ctx.commit(() => commitCall(ctx.db, ctx.session, ctx.methodName));
  await afterwards(ctx);
}

/* Reads leave the session row alone, but not for so long that the session looks abandoned. */
async function touch(ctx: RequestContext): Promise<void> {
  await touchSession(ctx.db, ctx.session);
  await ctx.db.commit();
}

/* The call has succeeded: an error of a postCommit handler cannot undo it, so it is logged. */
async function afterwards(ctx: RequestContext): Promise<void> {
  try {
    await ctx.emit('postCommit', {});
    if (ctx.db.dirty) await ctx.db.commit();
  } catch (error) {
    ctx.log.error({ err: error, method: ctx.methodName }, 'a postCommit handler failed');
  }
}

/* Step nine when something went wrong: an HTTP error for what is no call, a fault for everything else. Logged once. */
function refusal(ctx: RequestContext, error: unknown): { code: number; response: HubResponse } {
  const { log, methodName: method, config } = ctx;
  if (error instanceof BadRequest) {
    log.info({ remote: ctx.request.remoteAddress, reason: error.message }, 'refused a request');
    return { code: error.status, response: plain(error.status, `${error.message}\n`) };
  }
  const { code, message } = toFault(asOutage(ctx.db.dialect, error), config);
  logFailure(log, ctx.db.dialect, error, { method, user: ctx.session.userName, code });
  return { code, response: reply(encodeFault(code, message)) };
}

function methodNotAllowed(): HubResponse {
  const text = 'Method Not Allowed\nThis is an XML-RPC server. Only POST requests are accepted.\n';
  return plain(405, text, { allow: 'POST' });
}

function reply(body: HubResponse['body']): HubResponse {
  return { status: 200, headers: { 'content-type': 'text/xml', 'koji-version': KOJI_VERSION }, body };
}

function plain(status: number, body: string, headers: Record<string, string> = {}): HubResponse {
  return {
    status,
    headers: { 'content-type': 'text/plain', 'koji-version': KOJI_VERSION, ...headers },
    body,
  };
}
