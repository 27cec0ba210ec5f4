import { html, type Content, type Html } from './html.js';

/** One of some values; a chosen one that is not among them is shown as well. @param names of values that are no words. */
export function select(
  name: string,
  label: string,
  values: readonly (string | number)[],
  chosen: string | number,
  names: Readonly<Record<string, string>> = {},
): Html {
  const all = values.includes(chosen) ? values : [...values, chosen];
  return html`<label
    >${label}
    <select name="${name}">
      ${all.map(
        (value) =>
          html`<option value="${value}" ${value === chosen && html` selected`}>
            ${names[value] ?? value}
          </option>`,
      )}
    </select></label
  >`;
}

/** A line of text. */
export function field(
  name: string,
  label: string,
  value: string | number | null | undefined,
  { size = 12, required = false }: { readonly size?: number; readonly required?: boolean } = {},
): Html {
  return html`<label
    >${label} <input name="${name}" value="${value}" size="${size}" ${required && html` required`}
  /></label>`;
}

/** Yes or no. @param value what is sent for yes. */
export function checkbox(name: string, label: string, checked: boolean, value = '1'): Html {
  return html`<label class="check"
    ><input type="checkbox" name="${name}" value="${value}" ${checked && html` checked`} /> ${label}</label
  >`;
}

/** The form that narrows a list. @param page where it leads: the list itself. @param button default: `Filter`. */
export function filters(page: string, fields: Content, button = 'Filter'): Html {
  return html`<form class="filters" action="${page}" method="get">
    ${fields} <button type="submit">${button}</button>
  </form>`;
}
