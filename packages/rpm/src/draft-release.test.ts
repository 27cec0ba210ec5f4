import { expect, it } from 'vitest';
import { formatDraftRelease, isDraftRelease, parseTargetRelease } from './draft-release.js';

it('a draft release holds its target release and the id of the build', () => {
  const draft = formatDraftRelease('1.fc30', 42);
  expect(draft).toBe('1.fc30,draft_42');
  expect(parseTargetRelease(draft)).toBe('1.fc30');
  expect(isDraftRelease(draft)).toBe(true);
});

it('a release without the mark of a draft is refused', () => {
  for (const release of ['1.fc30', '1,2', '1,2,draft_1', '1draft_1']) {
    expect(isDraftRelease(release), release).toBe(false);
    expect(() => parseTargetRelease(release)).toThrow(`draft release: ${release} is not in valid format`);
  }
});
