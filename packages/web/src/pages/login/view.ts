import { link } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';

export interface LoginForm {
  /** Where to go then. */
  readonly page: string;
  /** Who the visitor has proved to be by a certificate. */
  readonly proved?: string | undefined;
  readonly name?: string;
  readonly problem?: string;
}

/** The ways to log in that are possible. */
export function loginView({ page, proved, name, problem }: LoginForm): Html {
  const action = link('login', { page });
  return html`${problem && html`<p class="message" role="alert">${problem}</p>`}
    <form class="login" method="post" action="${action}">
      <label>Name <input name="user" autocomplete="username" required value="${name}" /></label>
      <label
        >Password <input name="password" type="password" autocomplete="current-password" required
      /></label>
      <button type="submit">Log in</button>
    </form>
    ${
      proved !== undefined &&
      html`<h2>Without a password</h2>
        <form method="post" action="${action}">
          <input type="hidden" name="with" value="certificate" />
          <button type="submit">Log in as ${proved}</button>
        </form>`
    }`;
}
