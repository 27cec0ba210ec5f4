import { unescaped } from './unescaped.js';

/** Fields by name, as they are typed; `undefined` is for a field that is not sent. */
export type FormChanges = Readonly<Record<string, string | undefined>>;

/** A form as a browser would send it. */
export interface SentForm {
  /** The address below the pages that it is sent to. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

/**
 * A form in the content of a page. Throws, with that content, when there is none.
 * @param button the label of its button; default: the page's own form, which is not that of a panel.
 */
export function formOf(page: string, button?: string): SentForm {
  const main = page.slice(page.indexOf('<main'), page.indexOf('</main>'));
  const forms = [...main.matchAll(/<form([^>]*\smethod="post"[^>]*)>([\s\S]*?)<\/form>/g)];
  const [, head = '', inside = ''] =
    forms.find(([, attributes = '', content = '']) =>
      button === undefined ? /class="(?:edit|actions)"/.test(attributes) : labelOf(content) === button,
    ) ?? [];
  const action = attribute(head, 'action');
  if (action === undefined) throw new Error(`no form ${button ?? 'of its own'} in this page:\n${main}`);
  return { action, fields: { ...inputs(inside), ...menus(inside) } };
}

/** Fields with some changed. */
export function changed(
  fields: Readonly<Record<string, string>>,
  changes: FormChanges,
): Record<string, string> {
  const all = Object.entries({ ...fields, ...changes });
  return Object.fromEntries(all.filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function labelOf(form: string): string | undefined {
  const label = /<button[^>]*>([\s\S]*?)<\/button>/.exec(form)?.[1];
  return label === undefined ? undefined : unescaped(label.trim());
}

function inputs(form: string): Record<string, string> {
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const name = attribute(tag, 'name');
    if (name === undefined || (tag.includes('type="checkbox"') && !/\schecked/.test(tag))) continue;
    fields[name] = attribute(tag, 'value') ?? '';
  }
  return fields;
}

function menus(form: string): Record<string, string> {
  const found = [...form.matchAll(/<select name="([^"]*)">([\s\S]*?)<\/select>/g)];
  return Object.fromEntries(
    found.map(([, name = '', options = '']) => [
      name,
      unescaped(/value="([^"]*)"\s+selected/.exec(options)?.[1] ?? ''),
    ]),
  );
}

function attribute(tag: string, name: string): string | undefined {
  const value = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return value === undefined ? undefined : unescaped(value);
}
