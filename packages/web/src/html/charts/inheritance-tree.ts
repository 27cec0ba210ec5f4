import { html, type Content, type Html } from '../html.js';

/** A tag that is inherited from. */
export interface InheritedTag {
  /** Tells tags apart: one that comes again is shown in short. */
  readonly id: number;
  /** Its name, as a link. */
  readonly name: Content;
  /** 1 is a parent of the tag itself. */
  readonly depth: number;
  readonly priority: number;
  /** What else holds of the link, in words: `no config`, `only packages like ^a`. Default: nothing. */
  readonly notes?: readonly Content[];
  /** Beside the tag: buttons that edit the link. */
  readonly actions?: Content;
}

/**
 * What a tag inherits from as an indented tree with lines: lists in lists, which are read out as such.
 * @param title what it is called for who does not see it.
 * @param root the tag itself.
 * @param tags as `getFullInheritance` answers them: each one before those that it inherits from.
 */
export function inheritanceTree(title: string, root: Content, tags: readonly InheritedTag[]): Html {
  const seen = new Set<number>();
  return html`<div class="scroll tree" tabindex="0" role="region" aria-label="${title}">
    <p>${root}</p>
    ${level(tags, 0, tags.length, seen)}
  </div>`;
}

/* A tree may be very deep, but not deeper than the hub's limit on inheritance; each level is one call. */
function level(tags: readonly InheritedTag[], from: number, to: number, seen: Set<number>): Html | undefined {
  if (from >= to) return undefined;
  const depth = tags[from]!.depth;
  const starts: number[] = [];
  for (let index = from; index < to; index += 1) if (tags[index]!.depth <= depth) starts.push(index);
  return html`<ul>
    ${starts.map((start, index) => {
      const tag = tags[start]!;
      const again = seen.has(tag.id);
      seen.add(tag.id);
      return html`<li>${tagView(tag, again)}${level(tags, start + 1, starts[index + 1] ?? to, seen)}</li>`;
    })}
  </ul>`;
}

function tagView({ name, priority, notes = [], actions }: InheritedTag, again: boolean): Html {
  const said = [`priority ${priority}`, ...notes, again && 'as above'].filter((note) => note !== false);
  return html`${name}
    <small>${said.map((note, index) => html`${index > 0 && ', '}${note}`)}</small>${actions}`;
}
