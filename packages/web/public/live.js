/* Follows what is under way; without it the page is loaded anew. */

const HIDDEN = 10_000;
const FILES = 1500;
const RETRY = 5000;
const MOST_LINES = 20_000;
/* Rows that stay after they left. */
const LEFT_ROWS = 10;
/* Two of a browser's six connections stay free. */
const STREAMS = 4;

const main = byId('main');
const { follows } = main.dataset;
const isList = follows === 'list';
const states = new Map();
let source, position, ended, leaveSlot, hidden, notice, renewal, renewWhole;
let renewing = Promise.resolve();

const fragment = (html) => document.createRange().createContextualFragment(html);

function open(slot = STREAMS) {
  if (!main.dataset.events || source || (document.hidden && !notice)) return;
  if (!navigator.locks) return connect();
  navigator.locks.request(`live${slot}`, { ifAvailable: true }, (lock) => {
    if (source) return;
    if (!lock) return void (slot > 1 ? open(slot - 1) : setTimeout(open, RETRY));
    connect();
    return new Promise((leave) => (leaveSlot = leave));
  });
}

function connect() {
  // Browsers resume streams that broke, not those closed here.
  const address = new URL(main.dataset.events, location);
  if (position) address.searchParams.set('after', position);
  source = new EventSource(address);
  const on = (name, told) =>
    source.addEventListener(name, ({ data, lastEventId }) => {
      position = lastEventId;
      told(JSON.parse(data));
    });
  on('tasks', showTasks);
  on('log', showLines);
  on('rows', () => renew(0));
  on('again', () => renew(0, true));
  on('end', () => renew(0, false, (ended = true)));
  source.onerror = () => {
    if (source?.readyState !== EventSource.CLOSED) return;
    close();
    setTimeout(open, RETRY);
  };
  const ask = byId('notice');
  if (ask && window.Notification) ask.hidden = notice;
}

function close() {
  source?.close();
  source = undefined;
  leaveSlot?.();
}

/* What is shown is no news, also to a stream that opens later or is still open. */
function noteStates() {
  states.clear();
  states.set(+/taskID=(\d+)/.exec(main.dataset.events)?.[1], main.querySelector('h1 .state')?.textContent);
  for (const link of main.querySelectorAll('a[href^="taskinfo?taskID="]')) {
    const mark = link.closest('tr, .lead')?.querySelector('.state');
    if (mark) states.set(+link.search.slice(8), mark.textContent);
  }
}

function showTasks(tasks) {
  const changed = tasks.filter(({ id, state, mark }) => {
    if (states.get(id) === state) return false;
    states.set(id, state);
    const marks = main.querySelectorAll(`:is(tr, .lead):has(a[href="taskinfo?taskID=${id}"]) .state`);
    for (const shown of marks) shown.replaceWith(fragment(mark));
    return marks[0] || !isList;
  });
  if (changed[0])
    byId('news').textContent = changed
      .slice(-3)
      .map(({ said }) => said)
      .join('. ');
  const empty = follows === 'log' && !main.querySelector('pre');
  if (!isList) renew(empty || changed[0] ? 0 : FILES, empty);
}

function renew(delay, whole) {
  if (whole) close();
  renewWhole ||= whole;
  if (renewal && delay > 0) return;
  clearTimeout(renewal);
  renewal = setTimeout(() => {
    const all = renewWhole;
    renewal = renewWhole = undefined;
    renewing = renewing.then(() => load(all)).catch(() => undefined);
  }, delay);
}

async function load(whole) {
  const response = await fetch(location);
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  localTimes(fresh);
  const from = fresh.getElementById('main');
  const { events } = from.dataset;
  const icon = 'link[rel=icon]';
  document.title = fresh.title;
  document.querySelector(icon).href = fresh.querySelector(icon).href;
  const top = (node) => node.getBoundingClientRect().top;
  const read = [...main.querySelectorAll('h2, tr, dt')].find((node) => top(node) > 0);
  const was = read && top(read);
  if (isList) byId('show').hidden = true;
  if (whole) main.replaceChildren(...from.childNodes);
  else if (follows === 'log') update(main.querySelector('.tabs'), from.querySelector('.tabs'));
  else update(main, from);
  if (scrollY && read?.isConnected) scrollBy(0, top(read) - was);
  if (!events) {
    // Lines that are not here yet come before the end.
    if (follows === 'log' && !whole && !ended) return;
    close();
    if (notice) new Notification(document.title);
    main.querySelector('.live')?.remove();
    delete main.dataset.events;
  } else if (whole || isList) {
    // The old one still tells how rows that left have ended.
    const old = source;
    setTimeout(() => old?.close(), 1000);
    source = position = undefined;
    leaveSlot?.();
    main.dataset.events = events;
    noteStates();
    open();
  }
}

const key = (node) => {
  const heading = node.cells ? 'a' : node.id === '' && ':scope > h2';
  return [node.nodeName, node.id, heading && node.querySelector(heading)?.outerHTML].join();
};

/* Makes a node as a fresh one is. What is the same stays, with focus and selection. */
function update(mine, fresh) {
  if (!mine || mine.isEqualNode(fresh) || mine.className === 'lead live') return;
  if (!mine.attributes) return void (mine.nodeValue = fresh.nodeValue);
  for (const { name, value } of fresh.attributes) if (name !== 'open') mine.setAttribute(name, value);
  const kept = Map.groupBy(mine.childNodes, key);
  const pairs = [...fresh.childNodes].map((node) => [node, kept.get(key(node))?.shift()]);
  const rows = isList && mine.nodeName === 'TBODY';
  if (rows && holdsBack(mine, pairs.filter(([node, same]) => !same && node.cells).length)) return;
  const left = [...kept.values()].flat();
  for (const node of rows ? left.slice(scrollY ? Infinity : LEFT_ROWS) : left) node.remove();
  let last;
  for (const [node, same] of pairs) {
    const next = last ? last.nextSibling : mine.firstChild;
    if (same) update(same, node);
    last = same ?? node;
    if (!same || (!rows && same !== next)) mine.insertBefore(last, next);
  }
}

/* New rows would move those that are pointed at or selected. */
function holdsBack(mine, added) {
  if (!added) return false;
  const selection = getSelection();
  const isRead =
    mine.matches(':hover, :focus-within') ||
    (selection.type === 'Range' && selection.containsNode(mine, true));
  const held = isRead && !scrollY;
  const place = byId(held ? 'show' : 'news');
  place.hidden = false;
  place.textContent = `${held ? 'Show ' : ''}${added} new`;
  return held;
}

function showLines({ first, total, html }) {
  const lines = main.querySelector('.log pre');
  if (!lines) return renew(0, true);
  const page = document.documentElement;
  const following = !location.hash && scrollY + page.clientHeight >= page.scrollHeight - 40;
  const added = fragment(html);
  const last = first + added.childElementCount - 1;
  // A line that was not complete is shown anew.
  for (const line of [...added.children]) byId(line.id)?.remove();
  lines.append(added);
  while (following && lines.childElementCount > MOST_LINES) lines.firstElementChild.remove();
  byId('last-line').textContent = last;
  byId('all-lines').textContent = Math.max(total, last);
  if (following) scrollTo(0, page.scrollHeight);
}

main.addEventListener('click', async ({ target }) => {
  if (target.id === 'show') {
    getSelection().removeAllRanges();
    renew(0);
  }
  if (target.id !== 'notice') return;
  notice = target.hidden = (await Notification.requestPermission()) === 'granted';
});
document.addEventListener('visibilitychange', () => {
  clearTimeout(hidden);
  if (document.hidden) hidden = setTimeout(() => notice || close(), HIDDEN);
  else open();
});
noteStates();
addEventListener('pagehide', close);
addEventListener('pageshow', () => open());
