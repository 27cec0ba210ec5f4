import { expectTypeOf, test } from 'vitest';
import type { BuildReference, HostChanges, HubApi, Reference, TagChanges } from '../contract/index.js';
import type { CallableBare, Known, MethodName, ParamsOf } from './index.js';

test('the names of methods are those of the contract', () => {
  expectTypeOf<MethodName>().toEqualTypeOf<keyof HubApi>();
  expectTypeOf<'getTag' | 'repo.request' | 'host.openTask'>().toExtend<MethodName>();
  expectTypeOf<'getTags'>().not.toExtend<MethodName>();
});

test('parameters are those of the contract, and optional where it says so', () => {
  expectTypeOf<ParamsOf<'massTag'>>().toEqualTypeOf<{ tag: Reference; builds: BuildReference[] }>();
  expectTypeOf<ParamsOf<'getTagID'>>().toEqualTypeOf<{
    info: Reference;
    strict?: boolean;
    create?: boolean;
  }>();
  expectTypeOf<ParamsOf<'getAPIVersion'>>().toEqualTypeOf<Record<never, never>>();
});

test('what a method collects by name stands beside its other parameters', () => {
  expectTypeOf<keyof ParamsOf<'editTag2'>>().toEqualTypeOf<'tagInfo' | keyof TagChanges>();
  expectTypeOf<ParamsOf<'editHost'>['capacity']>().toEqualTypeOf<HostChanges['capacity']>();
  expectTypeOf<{ hostInfo: 'builder1'; comment: null }>().toExtend<ParamsOf<'editHost'>>();
  expectTypeOf<{ comment: null }>().not.toExtend<ParamsOf<'editHost'>>();
});

test('a method that collects any names takes any', () => {
  expectTypeOf<{ args: ['newRepo', 'f40']; priority: 3 }>().toExtend<ParamsOf<'makeTask'>>();
  expectTypeOf<ParamsOf<'makeTask'>['args']>().toEqualTypeOf<unknown[] | undefined>();
});

test('methods without parameters that must be given may be called bare', () => {
  expectTypeOf<'getAPIVersion' | 'listHosts' | 'restartHosts' | 'makeTask'>().toExtend<CallableBare>();
  expectTypeOf<'getTag'>().not.toExtend<CallableBare>();
  expectTypeOf<'editTag2'>().not.toExtend<CallableBare>();
});

test('a parameter that the method does not have may have no value', () => {
  expectTypeOf<Known<{ tagInfo: string; name: string }, 'getTag'>['name']>().toBeNever();
  expectTypeOf<Known<{ tagInfo: string; strict: true }, 'getTag'>>().toExtend<{
    tagInfo: string;
    strict: true;
  }>();
});

test('no parameter of the contract goes unchecked', () => {
  type Unchecked<Name extends MethodName> = {
    [Key in keyof ParamsOf<Name>]-?: 0 extends 1 & ParamsOf<Name>[Key] ? Name : never;
  }[keyof ParamsOf<Name>];
  expectTypeOf<{ [Name in MethodName]: Unchecked<Name> }[MethodName]>().toBeNever();
});
