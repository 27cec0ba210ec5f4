import type { PolicyFacts } from '@kojikit/protocol';
import { plain } from '../../readers/index.js';
import { CallerMistake } from '../../rpc/caller-mistake.js';
import { isStruct } from '../../rpc/convert.js';
import { pythonStr, pythonTypeName } from '../../rpc/python-names.js';
import type { Reader } from '../../rpc/reader.js';
import type { PolicyData } from '../../ground/policies.js';

/** The name of a policy. Refuses lists, structs and the like without a fault code of Koji's. */
export const policyName: Reader<string, string> = (value) => pythonStr(plain(value));

/** A word as Koji's texts show it, whatever it is. */
export const asText: Reader<string, string> = pythonStr;

/** What a policy decides on, which is for its tests to say. Refuses what is no struct, as Koji's tests do. */
export const policyData: Reader<PolicyData, PolicyFacts> = (value) => {
  if (!isStruct(value)) throw new CallerMistake(`policy data must be a struct, not ${pythonTypeName(value)}`);
  return { ...value };
};
