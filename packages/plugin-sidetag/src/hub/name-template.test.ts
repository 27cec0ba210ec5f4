import { describe, expect, it } from 'vitest';
import { parseNameTemplate } from './name-template.js';

const values = { basetag: 'f30-build', tag_id: 12 };

describe('the template of side tag names', () => {
  it('fills in base tag and id', () => {
    expect(parseNameTemplate('{basetag}-side-{tag_id}')(values)).toBe('f30-build-side-12');
    expect(parseNameTemplate('s{tag_id}%s')(values)).toBe('s12%s');
  });

  it('takes doubled braces as braces', () => {
    expect(parseNameTemplate('{{{tag_id}}}')(values)).toBe('{12}');
  });

  it.each(['{user}-{tag_id}', '{}{tag_id}', '{tag_id', 'x}{tag_id}', '{tag_id:05d}', '{basetag}-side'])(
    'refuses %s when the configuration is read',
    (text) => {
      expect(() => parseNameTemplate(text)).toThrow();
    },
  );
});
