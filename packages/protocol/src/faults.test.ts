import { expect, test } from 'vitest';
import {
  BuildError,
  faultByCode,
  faultFromCode,
  FAULTS,
  GenericError,
  KojiFault,
  PreBuildError,
  TagError,
  type FaultName,
} from './index.js';

test('every fault is an instance of its class, and of those that it is derived from in Koji', () => {
  for (const name of Object.keys(FAULTS) as FaultName[]) {
    const { code, base } = FAULTS[name];
    const error = faultFromCode(code, 'no');
    expect(error).toMatchObject({ code, faultName: name, name, message: 'no' });
    expect(error).toBeInstanceOf(faultByCode(code));
    expect(error).toBeInstanceOf(KojiFault);
    expect(error).toBeInstanceOf(GenericError);
    if (base !== undefined) expect(error).toBeInstanceOf(faultByCode(FAULTS[base].code));
  }
  expect(new PreBuildError('x')).toBeInstanceOf(BuildError);
  expect(new BuildError('x')).not.toBeInstanceOf(PreBuildError);
  expect(new TagError('x')).not.toBeInstanceOf(BuildError);
});

test('a fault of another copy of this package is told by its code', () => {
  const foreign = Object.assign(new Error('x'), { code: 1010, faultName: 'PreBuildError' });
  expect(foreign).toBeInstanceOf(BuildError);
  expect(foreign).toBeInstanceOf(KojiFault);
  expect(foreign).not.toBeInstanceOf(TagError);
  expect(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })).not.toBeInstanceOf(KojiFault);
});

test('a code that Koji has no class for is a GenericError, and of the class of that code alone', () => {
  const error = faultFromCode(1, 'database');
  expect(error).toBeInstanceOf(GenericError);
  expect(error).toMatchObject({ code: 1, faultName: 'Fault' });
  expect(error).not.toBeInstanceOf(TagError);
});

test('a class that somebody derives has its own instances only', () => {
  class LateError extends TagError {}
  expect(new LateError('late')).toBeInstanceOf(LateError);
  expect(new LateError('late')).toBeInstanceOf(TagError);
  expect(new TagError('not late')).not.toBeInstanceOf(LateError);
});
