import { linkTo, useApp } from "../app";
import { eventDate, countryName, useLanguage } from "../text/language";

/** A few events with their quotes. */
export function EventList({ events }: { events: readonly number[] }) {
  const app = useApp();
  const language = useLanguage();
  const { data } = app.model;
  const { words, day } = language;
  return (
    <ol class="stories">
      {events.map((event) => {
        const { events: columns } = data;
        const published = columns.published_on[event];
        const when = eventDate(data, event, language) ?? (published === null ? words.undated : day(published));
        const type = data.codes.event_types[columns.event_type[event]];
        const spoken = data.codes.languages[columns.language[event]]?.[0];
        return (
          <li key={columns.event_id[event]}>
            <p class="kicker">
              {[when, type && language.coded(type), columns.host[event] >= 0 && countryName(data, columns.host[event], language)].filter(Boolean).join(" · ")}
            </p>
            <h3 lang={spoken}>
              <a href={linkTo(app, { event: columns.event_id[event], page: app.place.page })}>{columns.headline[event]}</a>
            </h3>
            {columns.quote[event] && <p class="excerpt" lang={spoken}>{columns.quote[event]}</p>}
          </li>
        );
      })}
    </ol>
  );
}
