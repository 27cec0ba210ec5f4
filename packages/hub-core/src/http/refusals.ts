import { maxHeaderSize, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

const HEADERS = {
  'content-type': 'text/plain; charset=utf-8',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

/** Refuses a request in words for people; the rest of it is not read. */
export function refuse(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, HEADERS);
  response.end(`${text}\n`);
}

/** The HTTP status that an error stands for, by either of the names that libraries have for it. */
export function statusOf(error: Error): number {
  if ('statusCode' in error && typeof error.statusCode === 'number') return error.statusCode;
  return 'status' in error && typeof error.status === 'number' ? error.status : 500;
}

/** Says in plain words what the router could not take or what failed behind it; the details are for the log alone. */
export function refuseError(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const status = statusOf(error);
  const { bodyLimit } = request.routeOptions;
  const texts: Readonly<Record<number, string>> = {
    413: `This form is too large: ${bodyLimit} bytes are taken at most. Nothing was done.`,
    500: 'This failed. The log of the hub says why.',
  };
  return reply
    .code(status)
    .headers(HEADERS)
    .send(`${texts[status] ?? error.message}\n`);
}

/** Answers what cannot be read as a request, as far as anybody is still there. */
export function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable) return void socket.destroy();
  const [status, text] = UNREADABLE[error.code ?? ''] ?? ['400 Bad Request', 'This request cannot be read.'];
  const body = `${text}\n`;
  const headers = Object.entries({ ...HEADERS, 'content-length': body.length });
  const lines = [`HTTP/1.1 ${status}`, ...headers.map(([name, value]) => `${name}: ${value}`), '', body];
  socket.end(lines.join('\r\n'));
}

const UNREADABLE: Readonly<Record<string, readonly [status: string, text: string]>> = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    `The address and headers are too long: ${maxHeaderSize} bytes are taken at most.`,
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not come in time.'],
};
