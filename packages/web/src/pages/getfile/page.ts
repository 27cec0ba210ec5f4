import { hubCall } from '@kojikit/protocol';
import { askTaskFiles } from '../../hub/ask-task.js';
import type { Visitor } from '../../hub/visitor.js';
import { definePage } from '../../http/page.js';
import { PageError } from '../../http/page-error.js';
import { id, integer, requiredText, text } from '../../http/params.js';
import { rangeOf, spanOf, type Span } from './byte-range.js';
import { contentType } from './content-type.js';

const PIECE = 1 << 20;

/** A file that a task has uploaded, or a part of it. */
export const getfilePage = definePage({
  name: 'getfile',
  params: {
    taskID: id('The task.'),
    name: requiredText('The name of the file.'),
    volume: text('DEFAULT', 'The volume that it is on.'),
    offset: integer(0, 'The first byte; negative counts from the end.'),
    size: integer(-1, 'How many bytes; negative is all.'),
  },
  async answer({ params: { taskID, name, volume, offset, size }, visitor, headers, method }) {
    const output = (await visitor.one(askTaskFiles(taskID, { strict: true }))).value();
    const found = Object.hasOwn(output, name) ? output[name]![volume] : undefined;
    if (found === undefined)
      throw new PageError(404, `Task ${taskID} has no file “${name}” on volume ${volume}`);
    const asked = spanOf(offset, size, Number(found.st_size));
    const length = asked.end - asked.start;
    const type = contentType(name);
    const basic = {
      'content-type': type,
      // What builders upload is shown as what it is called, and can do nothing.
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'accept-ranges': 'bytes',
      'content-disposition': `${type.startsWith('text/plain') ? 'inline' : 'attachment'}; ${fileName(name)}`,
    };
    const range = rangeOf(headers.get('range'), length);
    if (range === 'unsatisfiable') {
      return new Response(null, { status: 416, headers: { ...basic, 'content-range': `bytes */${length}` } });
    }
    const part = range ?? { start: 0, end: length };
    const span = { start: asked.start + part.start, end: asked.start + part.end };
    const sent = range && { 'content-range': `bytes ${part.start}-${part.end - 1}/${length}` };
    const body = method === 'HEAD' ? null : pieces(visitor, { taskID, name, volume }, span);
    return new Response(body, { status: range ? 206 : 200, headers: { ...basic, ...sent } });
  },
});

interface File {
  readonly taskID: number;
  readonly name: string;
  readonly volume: string;
}

/* Read piece by piece as the visitor takes it, so that no file is in memory as a whole. */
function pieces(
  visitor: Visitor,
  { taskID, name, volume }: File,
  { start, end }: Span,
): ReadableStream<Uint8Array> {
  let position = start;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        if (position >= end) return controller.close();
        const part = { offset: position, size: Math.min(PIECE, end - position) };
        const reply = await visitor.one(
          hubCall('downloadTaskOutput', { taskID, fileName: name, volume, ...part }),
        );
        const data = Buffer.from(reply.value(), 'base64');
        // A file that became shorter meanwhile ends here.
        if (data.length === 0) return controller.close();
        position += data.length;
        controller.enqueue(data);
      },
    },
    { highWaterMark: 0 },
  );
}

/* Names of other letters go in the form that browsers know besides. */
function fileName(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const plain = name.replace(/[^\w.+~ -]/g, '_');
  return `filename="${plain}"${plain === name ? '' : `; filename*=UTF-8''${encodeURIComponent(name).replace(/['()*]/g, (c) => `%${c.charCodeAt(0).toString(16)}`)}`}`;
}
