import { describe, expect, it } from 'vitest';
import { changed, formOf } from './form-of.js';
import { pageText, problemOf } from './page-text.js';

const PAGE = `<html><body><nav><form class="edit" method="post" action="elsewhere"></form></nav>
  <main>
    <p class="message" role="alert">The <b>name</b> is
      too long.</p>
    <form method="post" action="panelaction?panel=x&amp;id=7"><input type="hidden" name="a" value="t0" />
      <button type="submit">Keep &lt;it&gt;</button></form>
    <form class="edit" method="post" action="tagedit?tagID=7">
      <input type="hidden" name="a" value="t1" />
      <label>Name <input name="name" value="f39 &quot;old&quot; &amp; &#39;new&#39;" /></label>
      <label><input type="checkbox" name="locked" value="1" checked /> Locked</label>
      <label><input type="checkbox" name="maven" value="1" /> Maven</label>
      <select name="arch"><option value="x86_64">x86_64</option><option value="a&amp;b" selected>a&amp;b</option></select>
      <input type="submit" value="no name" />
      <button type="submit">Save</button>
    </form>
  </main></body></html>`;

describe('the form of a page', () => {
  it('is sent as a browser would send it', () => {
    expect(formOf(PAGE)).toEqual({
      action: 'tagedit?tagID=7',
      fields: { a: 't1', name: `f39 "old" & 'new'`, locked: '1', arch: 'a&b' },
    });
  });

  it('is found by its button among several', () => {
    expect(formOf(PAGE, 'Keep <it>')).toEqual({
      action: 'panelaction?panel=x&id=7',
      fields: { a: 't0' },
    });
  });

  it('is missed by name', () => {
    expect(() => formOf(PAGE, 'Delete')).toThrow('no form Delete in this page');
    expect(() => formOf('<main><p>Nothing here.</p></main>')).toThrow(
      'no form of its own in this page:\n<main><p>Nothing here.</p>',
    );
  });

  it('is changed by fields that are typed and boxes that are not ticked', () => {
    const { fields } = formOf(PAGE);
    expect(changed(fields, { name: 'f40', locked: undefined, maven: '1' })).toEqual({
      a: 't1',
      name: 'f40',
      arch: 'a&b',
      maven: '1',
    });
  });
});

describe('the text of a page', () => {
  it('is its content without marks', () => {
    expect(pageText(PAGE)).toMatch(/^The name is too long\. Keep <it> Name Locked Maven x86_64 a&b Save$/);
    expect(pageText('<p>a&lt;b</p>')).toBe('a<b');
  });

  it('has the problem that stands above a form', () => {
    expect(problemOf(PAGE)).toBe('The name is too long.');
    expect(problemOf('<main><p>All is well.</p></main>')).toBeUndefined();
  });
});
