import type { State } from './html/parts.js';

/* The shapes and colours that the style sheet has for states, at the lower right of the icon. */
const BADGES: Readonly<Record<State['kind'], string>> = {
  ok: '<path d="M8 12l2 2.5 4-5" stroke="#116329"/>',
  failed: '<path d="M9 9.5l5 5m0-5l-5 5" stroke="#a40e26"/>',
  running: '<path d="M9.5 9.3l4.5 2.7-4.5 2.7z" fill="#7a4a00" stroke="#7a4a00"/>',
  waiting: '<circle cx="11.5" cy="12" r="2.5" stroke="#57606a"/>',
  canceled: '<path d="M8.5 12h6" stroke="#5a4a00"/>',
};

/** The icon of a page about something in a state, by the kind of the state. @param icon the icon without a state. */
export function stateIcons(icon: string): ReadonlyMap<State['kind'], string> {
  const kinds = Object.keys(BADGES) as State['kind'][];
  return new Map(
    kinds.map((kind) => [
      kind,
      icon.replace(
        '</svg>',
        `<rect x="6.5" y="7" width="9.5" height="9" rx="2" fill="#fff"/><g fill="none" stroke-width="2">${BADGES[kind]}</g></svg>`,
      ),
    ]),
  );
}
