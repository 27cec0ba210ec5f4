import { afterEach, describe, expect, it } from 'vitest';
import { visitedHub } from './visit.js';

describe('the page of the API', () => {
  it('lists methods with arguments, texts and who may call them, each at a place of its own', async () => {
    const { get } = await visitedHub();
    const text = (await (await get('api')).text()).replace(/\s+/g, ' ');
    expect(text).toMatch(/<div id="getTag">.*?getTag<\/a>\(tagInfo, strict<small>=false<\/small>/);
    expect(text).toMatch(/<div id="createTag">.*?who holds the permission tag or admin/);
    expect(text).toMatch(/<div id="host.openTask">.*?called by builders/);
    expect(text).toContain('version 1.35.3');
    const getTag = text.split('<div id="getTag">')[1]!.split('</div>')[0]!;
    expect(getTag).toContain('<code>tagInfo: Reference</code>');
    expect(getTag).toContain('<code>strict: boolean</code>');
    expect(getTag).toContain('returns <code>Tag | null</code>');
  });

  it('narrows the list by names and texts, and keeps what was typed', async () => {
    const { get } = await visitedHub();
    const text = await (await get('api?filter=SIGNED')).text();
    expect(text).toContain('value="SIGNED"');
    expect(text).not.toContain('<div id="getTag">');
    expect(await (await get('api?filter=%3Cb%3E')).text()).toContain('0 methods with “&lt;b&gt;”');
  });
});

describe('the style guide', () => {
  afterEach(() => {
    delete process.env['KOJIKIT_PAGES_STYLE'];
  });

  it('is there for who asks for it, and nowhere else', async () => {
    const { get } = await visitedHub();
    expect((await get('_style')).status).toBe(404);
    process.env['KOJIKIT_PAGES_STYLE'] = '1';
    const response = await get('_style');
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('role="img"');
  });
});
