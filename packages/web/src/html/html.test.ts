import { describe, expect, it } from 'vitest';
import { html, Html, trustedHtml } from './html.js';

describe('the html tag', () => {
  it('escapes every value for text and for attributes in quotes, and nothing twice', () => {
    const bad = `<b>&"'`;
    const inner = html`<i title="${bad}">${bad}</i>`;
    expect(html`${inner}`.text).toBe('<i title="&lt;b&gt;&amp;&quot;&#39;">&lt;b&gt;&amp;&quot;&#39;</i>');
    expect(html`${[1, 'a<', inner, undefined, null, false]}`.text).toBe(`1a&lt;${inner.text}`);
    expect(html`${trustedHtml('<b>')}`.text).toBe('<b>');
  });

  it('takes control characters and halves of characters out, and keeps tabs and lines', () => {
    expect(html`${'a\0b\u001bc\u0085d\ud800e\t\n😀'}`.text).toBe('a\ufffdb\ufffdc\ufffdd\ufffde\t\n😀');
  });

  it('sends the indentation of the source to nobody, and values as they are', () => {
    const template = Object.assign(['<p>\n    ', '\n  </p>'], { raw: [] });
    expect(html(template, 'a\n   b').text).toBe('<p>\na\n   b\n</p>');
  });

  it('is the only way to make Html', () => {
    expect(() => new Html(Symbol('html') as never, '<script>')).toThrow(TypeError);
  });
});
