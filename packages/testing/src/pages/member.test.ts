import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it, onTestFinished } from 'vitest';
import { login } from './member.js';
import { visitPages } from './visit-pages.js';

/** Pages that let alice in, show her a form, and keep what they were sent. */
async function servePages() {
  const sent: string[] = [];
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    const { method, url, headers } = request;
    if (url === '/koji/login') {
      const isAlice = body === 'user=alice&password=pw';
      response.writeHead(isAlice ? 303 : 403, { 'set-cookie': 'koji_session=abc; HttpOnly' }).end();
      return;
    }
    sent.push(`${method} ${url} ${headers.cookie} ${headers.origin ?? ''} ${body}`);
    const page = `<main><form class="edit" method="post" action="save?id=1"><input name="a" value="t" />
      <button>Save</button></form></main>`;
    response.writeHead(url === '/koji/missing' ? 404 : 200).end(page);
  };
  const server = createServer((request, response) => void answer(request, response));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { visitor: visitPages(`${origin}/kojihub`), origin, sent };
}

it('reads pages and sends their forms as who has logged in', async () => {
  const { visitor, origin, sent } = await servePages();
  const alice = await login(visitor, 'alice');
  expect(await alice.read('edit?id=1')).toContain('<form');
  expect(await alice.form('edit?id=1')).toEqual({ action: 'save?id=1', fields: { a: 't' } });
  await alice.submit('edit?id=1', { name: 'x y' });
  await alice.press('edit?id=1', 'Save');
  const asked = `GET /koji/edit?id=1 koji_session=abc  `;
  const posted = `POST /koji/save?id=1 koji_session=abc ${origin}`;
  expect(sent).toEqual([asked, asked, asked, `${posted} a=t&name=x+y`, asked, `${posted} a=t`]);
});

it('says who is not let in, and which page is not to be had', async () => {
  const { visitor } = await servePages();
  await expect(login(visitor, 'bob')).rejects.toThrow('the pages do not let bob in: 403');
  const alice = await login(visitor, 'alice');
  await expect(alice.read('missing')).rejects.toThrow('missing answers 404: <main>');
});
