/** Where managers put topics in order: a name above its buttons where there is no room beside them. */
import { css, sheet } from "../core/dom.js";

const ordering = css`
.topics li { flex-wrap: wrap; gap: 0 4px; } .topics .grow { flex: 1 1 14em; } .topics li > .wide { padding: 4px 0 8px; }
.topics button { min-height: 32px; } .panel .topics label { display: block; } .topics label > span { display: block; font-size: .93em; }
.topics form > .row { margin-top: 8px; }
@media (pointer: coarse) { .topics button { min-height: 44px; } }
`;

/** Put it on, once. @param {import("../core/element.js").Widget} widget */
export function dressTopics(widget) {
  for (const worn of widget.shadow.adoptedStyleSheets) if (worn === sheet(ordering)) return;
  widget.wear(ordering);
}
