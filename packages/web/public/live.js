/* Follows a page that shows something under way; without this script the page is the same and is loaded anew. */

const HIDDEN_MILLISECONDS = 60_000;
const FILES_MILLISECONDS = 1500;
const RETRY_MILLISECONDS = 30_000;
const MOST_LINES = 20_000;

const states = new Map();
let source;
let position;
let hidden;
let renewal;
let renewWhole = false;
let renewing = Promise.resolve();

const main = () => document.getElementById('main');
const fragment = (html) => document.createRange().createContextualFragment(html);

function open() {
  const { events, follows } = main().dataset;
  if (events === undefined || source !== undefined) return;
  // A stream that the page itself has closed goes on where it was; the browser does that only for those that broke.
  const address = new URL(events, location.href);
  const told = /^([^.]*)\.(\d+)\.(-?\d+)$/.exec(position ?? '');
  if (told) {
    address.searchParams.set('seen', told[1]);
    address.searchParams.set('line', told[2]);
    address.searchParams.set('byte', told[3]);
  }
  source = new EventSource(address);
  const on = (name, told) =>
    source.addEventListener(name, ({ data, lastEventId }) => {
      position = lastEventId;
      told(JSON.parse(data));
    });
  on('tasks', (tasks) => showTasks(tasks, follows));
  on('log', showLines);
  on('again', () => renew(0, true));
  on('end', () => {
    close();
    delete main().dataset.events;
    if (follows !== 'page') main().querySelector('.live')?.remove();
    if (follows === 'page') renew(0, false);
  });
  source.onerror = () => {
    if (source?.readyState !== EventSource.CLOSED) return;
    close();
    setTimeout(open, RETRY_MILLISECONDS);
  };
}

function close() {
  source?.close();
  source = undefined;
}

function showTasks(tasks, follows) {
  const changed = tasks.filter(({ id, state }) => states.get(id) !== state);
  for (const { id, state } of changed) states.set(id, state);
  for (const { id, kind, mark } of changed) {
    for (const link of document.querySelectorAll(
      `td a[href="taskinfo?taskID=${id}"], .lead a[href="taskinfo?taskID=${id}"]`,
    )) {
      const shown = link.closest('tr, .lead').querySelector('.state');
      if (shown && !shown.classList.contains(kind)) shown.replaceWith(fragment(mark));
      else if (shown) shown.innerHTML = fragment(mark).firstElementChild.innerHTML;
    }
  }
  const news = document.getElementById('news');
  if (news && changed.length > 0)
    news.textContent = changed
      .map(({ said }) => said)
      .slice(-3)
      .join('. ');
  if (follows === 'page') renew(changed.length > 0 ? 0 : FILES_MILLISECONDS, false);
  if (follows === 'log') {
    const empty = document.querySelector('.log pre') === null;
    renew(empty || changed.length > 0 ? 0 : FILES_MILLISECONDS, empty);
  }
}

/* Loads the page again and takes over what differs, part by part, so that focus, selection and place stay. */
function renew(milliseconds, whole) {
  if (whole) close();
  renewWhole ||= whole;
  if (renewal !== undefined && milliseconds > 0) return;
  clearTimeout(renewal);
  renewal = setTimeout(() => {
    renewal = undefined;
    const all = renewWhole;
    renewWhole = false;
    renewing = renewing.then(() => load(all)).catch(() => undefined);
  }, milliseconds);
}

async function load(whole) {
  const response = await fetch(location.href, { headers: { accept: 'text/html' } });
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  const from = fresh.getElementById('main');
  const { follows } = main().dataset;
  document.title = fresh.title;
  if (follows === 'log' && !whole) {
    takeOver(main().querySelector('.tabs'), from.querySelector('.tabs'));
    return;
  }
  if (whole) {
    position = undefined;
    main().replaceChildren(...from.childNodes);
    if (from.dataset.events !== undefined) main().dataset.events = from.dataset.events;
    else delete main().dataset.events;
    open();
    return;
  }
  const said = document.getElementById('news')?.textContent;
  const old = [...main().children];
  const next = [...from.children];
  // Parts of the same name stand for each other; those between them come and go.
  const name = (part) =>
    `${part.tagName} ${part.id} ${part.className} ${part.querySelector('h2')?.textContent ?? ''}`;
  const kept = new Map(old.map((part) => [name(part), part]));
  let before = null;
  for (const part of next) {
    const mine = kept.get(name(part));
    kept.delete(name(part));
    const placed = mine === undefined ? part : takeOver(mine, part);
    const place = before === null ? main().firstElementChild : before.nextElementSibling;
    if (placed !== place) main().insertBefore(placed, place);
    before = placed;
  }
  for (const part of kept.values()) part.remove();
  const news = document.getElementById('news');
  if (news && said) news.textContent = said;
}

/* Puts a part in the place of another, with what was open and focused in it. */
function takeOver(mine, part) {
  if (!mine || !part) return mine;
  if (mine.classList.contains('live')) return mine;
  const opened = (node) => node.querySelector('summary')?.textContent;
  const details = new Map([...mine.querySelectorAll('details')].map((node) => [opened(node), node.open]));
  for (const node of part.querySelectorAll('details')) {
    const was = details.get(opened(node));
    if (was !== undefined) node.open = was;
  }
  if (mine.isEqualNode(part)) return mine;
  const index = [...mine.querySelectorAll('a, button, summary, [tabindex]')].indexOf(document.activeElement);
  const boxes = [...mine.querySelectorAll('.scroll')].map((box) => [box.scrollLeft, box.scrollTop]);
  mine.replaceWith(part);
  part.querySelectorAll('.scroll').forEach((box, at) => box.scrollTo(...(boxes[at] ?? [0, 0])));
  if (index >= 0)
    part.querySelectorAll('a, button, summary, [tabindex]')[index]?.focus({ preventScroll: true });
  return part;
}

function showLines({ first, total, html }) {
  const lines = document.querySelector('.log pre');
  if (!lines) return renew(0, true);
  const { scrollHeight, clientHeight } = document.documentElement;
  const following = location.hash === '' && window.scrollY + clientHeight >= scrollHeight - 40;
  const added = fragment(html);
  const last = first + added.childElementCount - 1;
  // A line that was not complete when the page was made is shown anew.
  for (const line of [...added.children]) document.getElementById(line.id)?.remove();
  lines.append(added);
  while (following && lines.childElementCount > MOST_LINES) lines.firstElementChild.remove();
  document.getElementById('last-line').textContent = last;
  document.getElementById('all-lines').textContent = Math.max(total, last);
  if (following) window.scrollTo({ top: document.documentElement.scrollHeight });
}

document.addEventListener('visibilitychange', () => {
  clearTimeout(hidden);
  if (document.hidden) hidden = setTimeout(close, HIDDEN_MILLISECONDS);
  else open();
});
window.addEventListener('pagehide', close);
window.addEventListener('pageshow', open);
open();
