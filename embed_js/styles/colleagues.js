/** The card of a person. */
import { css, sheet } from "../core/dom.js";

const people = css`
.who { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; margin-bottom: 10px; }
.who > div { flex: 1 1 9em; min-width: 0; } .panel .who p { margin: 0; }
.big { width: 64px; height: 64px; font-size: 22px; }
.panel .wrote { list-style: none; padding: 0; } .wrote .body { margin: 2px 0 8px; } .wrote p { margin: 0 0 4px; }
.profile { display: grid; gap: 4px; } .panel .profile p { margin: 0 0 8px; } .profile .field { display: block; margin-bottom: 8px; } .field > span { display: block; font-size: .93em; }
.panel .profile :is(textarea, input[type=text]) { font: inherit; color: inherit; width: 100%; height: auto; min-height: 36px; padding: 6px 10px; resize: vertical; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); }
.profile .ends { flex-wrap: wrap; margin-top: 6px; } .profile progress { flex-basis: 100%; accent-color: var(--accent); } .profile .panel { margin: 4px 0; background: var(--card); }
.who [aria-pressed] { display: inline-flex; align-items: center; gap: 6px; color: var(--muted); font-size: .93em; } .who [aria-pressed=true] { color: var(--accent); }
`;

/** Put it on, once. @param {import("../core/element.js").Widget} widget */
export function dressColleagues(widget) {
  for (const worn of widget.shadow.adoptedStyleSheets) if (worn === sheet(people)) return;
  widget.wear(people);
}
