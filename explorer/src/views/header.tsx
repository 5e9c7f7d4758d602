import { linkTo, useApp } from "../app";
import { TABS } from "../place";
import { LANGUAGES, useLanguage, type Code } from "../text/language";

export function Header() {
  const app = useApp();
  const { words, number, span, code } = useLanguage();
  const { about, leftOut } = app.model.data;
  const { firstDay, lastDay, size } = app.model;
  return (
    <header class="masthead">
      <div class="masthead-top">
        <p class="edition">
          {words.release} {about.version}
          {firstDay !== null && <span class="days"> · {span(firstDay, lastDay!)}</span>}
          <span> · {number(size + leftOut.events)} {words.events(size + leftOut.events)}</span>
        </p>
        <div class="languages" role="group" aria-label={words.language}>
          {(Object.keys(LANGUAGES) as Code[]).map((each) => (
            <button key={each} type="button" lang={each} aria-pressed={each === code} onClick={() => app.go({ language: each }, true)}>
              {LANGUAGES[each]}
            </button>
          ))}
        </div>
      </div>
      <h1>{about.title}</h1>
      <p class="lede">{words.lede}</p>
      <nav class="tabs" aria-label={words.navigation}>
        <ul>
          {TABS.map((tab) => (
            <li key={tab}>
              <a href={linkTo(app, { view: tab, subject: "" })} aria-current={app.place.view === tab ? "page" : undefined}>
                {words.views[tab]}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  );
}
