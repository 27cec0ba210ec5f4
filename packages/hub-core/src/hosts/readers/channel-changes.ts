import type { ChannelChanges } from '@kojikit/protocol';
import type { Reader } from '../../rpc/reader.js';
import { checkedText, emptyOr, knownMembers, name, nilOr, struct, type Empty } from '../../readers/index.js';

/** What changes of a channel; what is left out stays. */
export interface ChannelEdit {
  readonly name?: string | Empty;
  readonly description?: string | null;
  readonly comment?: string | null;
}

/** A channel's new name. Throws GenericError `Name should be string`; what counts as nothing is stored as it is. */
export const newChannelName = emptyOr(name);

const text = nilOr(checkedText);
const READERS = { name: newChannelName, description: text, comment: text };

/** Reads the changes of `editChannel`; members that it does not know are ignored. */
export const channelChanges: Reader<ChannelEdit, ChannelChanges> = (value) =>
  knownMembers<ChannelEdit>(READERS, struct(value));
