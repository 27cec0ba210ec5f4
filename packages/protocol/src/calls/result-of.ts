import type { HubApi } from '../contract/index.js';
import type { MethodName, ParamsOf } from './params-of.js';

/**
 * What a method returns when it is called with these parameters. With `strict` it returns no nil, and with
 * `queryOpts.countOnly` the number of rows instead of the rows. Other parameters that decide are `cases` of the contract.
 */
export type ResultOf<Name extends MethodName, Params = ParamsOf<Name>> = Params extends { strict: true }
  ? NonNullable<Cased<Name, Params>>
  : Cased<Name, Params>;

type Cased<Name extends MethodName, Params> = HubApi[Name] extends { cases: infer Cases }
  ? FirstCase<Cases, Params, Listed<HubApi[Name]['result'], Params>>
  : Listed<HubApi[Name]['result'], Params>;

type FirstCase<Cases, Params, Otherwise> = Cases extends [[infer When, infer Result], ...infer Others]
  ? Params extends When
    ? Result
    : FirstCase<Others, Params, Otherwise>
  : Otherwise;

/** A listing is rows or their number, according to what was asked for. */
type Listed<Result, Params> = [Extract<Result, readonly unknown[]>] extends [never]
  ? Result
  : Params extends { queryOpts: { countOnly: true } }
    ? Extract<Result, number>
    : Exclude<Result, number>;
