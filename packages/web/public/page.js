/* On every page `/` goes to the box that finds things, and times are local. */

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, select, textarea')) return;
  event.preventDefault();
  document.getElementById('find-box').select();
});

function showLocalTimes(root) {
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
showLocalTimes(document);
