import { link } from '../../http/params.js';
import { html, type Html } from '../../html/html.js';

export interface LoginForm {
  readonly page: string;
  readonly name?: string;
  readonly problem?: string;
}

export function loginView({ page, name, problem }: LoginForm): Html {
  const action = link('login', { page });
  return html`${problem && html`<p class="message" role="alert">${problem}</p>`}
    <form class="login" method="post" action="${action}">
      <label>Name <input name="user" autocomplete="username" required value="${name}" /></label>
      <label
        >Password <input name="password" type="password" autocomplete="current-password" required
      /></label>
      <button type="submit">Log in</button>
    </form>
    <h2>With a certificate</h2>
    <form method="post" action="${action}">
      <input type="hidden" name="with" value="certificate" />
      <button type="submit">Log in with the certificate of this browser</button>
    </form>`;
}
