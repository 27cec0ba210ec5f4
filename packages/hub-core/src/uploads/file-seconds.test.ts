import { describe, expect, it } from 'vitest';
import { double } from '@kojikit/protocol';
import { fileSeconds } from './file-seconds.js';

describe('fileSeconds', () => {
  it('ends in the digit that Koji ends in', () => {
    expect(fileSeconds(1795771701_354750570n)).toEqual(double(1795771701.3547506));
    expect(fileSeconds(1795771701_000000000n)).toEqual(double(1795771701));
  });
});
