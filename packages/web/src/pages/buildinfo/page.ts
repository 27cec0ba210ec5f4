import { definePage } from '../../http/page.js';
import { idOrName } from '../../http/params.js';
import { eventsAddress } from '../../live/events-page.js';
import { buildState } from '../../html/build-state.js';
import { html } from '../../html/html.js';
import { stateMark } from '../../html/parts.js';
import { readBuild } from './read.js';
import { buildView } from './view.js';

/** A build: where it is tagged, what it holds, what it was made of, and how. */
export const buildinfoPage = definePage({
  name: 'buildinfo',
  params: { buildID: idOrName('The build, by its number or its name-version-release.') },
  async answer({ params: { buildID }, visitor, filesUrl }) {
    const model = await readBuild(visitor, buildID, filesUrl);
    const { nvr } = model.build;
    const state = buildState(model.build.state);
    const { followed } = model;
    return {
      title: `${state.word}: ${nvr} | Build`,
      state: state.kind,
      headline: html`${stateMark(state)} Build ${nvr}`,
      body: buildView(model),
      section: 'builds',
      live: followed && {
        events: eventsAddress([followed.task], { files: false, seen: followed.seen }),
        follows: 'page',
      },
    };
  },
});
