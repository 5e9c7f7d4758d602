import { useLanguage } from "../text/language";

/** What stands where events would, when none passes the filters. */
export function Empty() {
  const { words } = useLanguage();
  return (
    <div class="empty">
      <p>{words.nothing}</p>
      <p class="quiet">{words.nothingHint}</p>
    </div>
  );
}
