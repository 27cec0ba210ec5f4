/* What every page does with a script: the key `/` goes to the box that finds things. */

document.addEventListener('keydown', (event) => {
  if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest('input, select, textarea')) return;
  event.preventDefault();
  document.getElementById('find').select();
});
