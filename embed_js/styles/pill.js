/** The pill of a page and the line beside it. */
import { css } from "../core/dom.js";

export const pills = css`
.row { flex-wrap: wrap; }
.pill { display: inline-flex; align-items: center; gap: 7px; min-height: 36px; padding: 0 14px; border: 1px solid var(--edge); border-radius: 99px; font-weight: 550; }
.pill:hover { background: var(--soft); }
.pill[aria-pressed=true] { border-color: color-mix(in srgb, var(--accent) 70%, transparent); background: color-mix(in srgb, var(--accent) 9%, transparent); color: var(--accent); }
.stack { display: flex; } .stack > * + * { margin-inline-start: -4px; }
@media (pointer: coarse) { .pill { min-height: 44px; } }
`;
