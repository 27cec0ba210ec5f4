import type { ServerResponse } from 'node:http';
import type { AnswerBody } from '../rpc/answer-body.js';
import type { HubResponse } from '../rpc/hub-request.js';
import { Pace } from './pace.js';

/** Bytes that cost less to copy than to send apart: as a text of as many characters they go out in one piece with the headers. */
const SHORT = 4096;

/** Step nine of a request: sends the answer. A long one leaves in pieces, as its reader takes them. */
export async function sendAnswer(response: ServerResponse, answer: HubResponse): Promise<void> {
  const { body } = answer;
  if (typeof body !== 'string' && !Buffer.isBuffer(body)) return sendPieces(response, answer, body);
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(body) });
  if (typeof body === 'string' || body.length > SHORT) response.end(body);
  else response.end(body.toString('latin1'), 'latin1');
}

async function sendPieces(response: ServerResponse, answer: HubResponse, body: AnswerBody): Promise<void> {
  const pace = new Pace(response);
  try {
    response.writeHead(answer.status, { ...answer.headers, 'content-length': body.length });
    for await (const piece of body.pieces()) {
      if (!(await pace.write(piece))) return;
    }
    response.end();
  } finally {
    pace.end();
    await body.close();
  }
}
