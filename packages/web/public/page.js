/* On every page `/` goes to the box that finds things, and times are local. */

const byId = (id) => document.getElementById(id);

addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, select, textarea')) return;
  event.preventDefault();
  byId('find-box').select();
});

function localTimes(root) {
  for (const time of root.querySelectorAll('time')) {
    const at = new Date(time.dateTime || time.textContent);
    // Swedes write as we do.
    if (!isNaN(at))
      time[time.title ? 'title' : 'textContent'] = at.toLocaleString('sv', {
        dateStyle: 'short',
        timeStyle: 'long',
      });
  }
}
localTimes(document);

/* The server marks `#L5-L9` of a log, and has lines that are not on this page. */
const hashLines = () => /^#L(\d+)(?:-L(\d+))?$/.exec(location.hash) ?? [];

function findLines() {
  const [, from, to] = hashLines();
  if (!from || !document.querySelector('.log') || (!to && byId(`L${from}`))) return;
  const address = new URL(location);
  address.searchParams.set('line', to ? `${from}-${to}` : from);
  address.hash = `L${Math.min(from, to ?? from)}`;
  if (address.href !== location.href) location.replace(address);
}
findLines();
addEventListener('hashchange', findLines);

/* A second line that is chosen with the shift key ends a range. */
addEventListener('click', (event) => {
  const [, from] = hashLines();
  const to = event.target.closest?.('.line > a')?.hash;
  if (!event.shiftKey || !from || !to) return;
  event.preventDefault();
  location.hash = `L${from}-${to.slice(1)}`;
});
