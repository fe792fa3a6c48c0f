/** Files: a row of one height below the words, so that nothing moves when they come; and those still to be posted. */
import { css, sheet } from "../core/dom.js";

const files = css`
.files { display: flex; gap: 8px; overflow-x: auto; box-sizing: border-box; padding: 4px 2px; }
.files > * { flex: none; max-width: 100%; }
.files a, .files button { display: flex; flex-direction: column; justify-content: center; height: 120px; max-width: 100%; box-sizing: border-box; overflow: hidden; border: 1px solid var(--line); border-radius: 8px; background: var(--soft); color: inherit; text-align: start; font: inherit; font-size: .93em; cursor: pointer; text-decoration: none; }
.files button { width: 168px; padding: 8px 12px; } .files b { font-weight: 600; overflow-wrap: anywhere; max-height: 4.2em; overflow: hidden; }
.files img { height: 118px; max-width: 100%; object-fit: contain; display: block; }
.files :is(a, button):hover { border-color: var(--accent); } .files :focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
.uploads { flex-basis: 100%; list-style: none; margin: 0; padding: 0; } .composer:not(.open) .uploads { display: none; }
.uploads li { display: grid; grid-template-columns: 56px minmax(0, 1fr) auto; gap: 4px 10px; align-items: center; padding: 6px 0; border-top: 1px solid var(--line); }
.uploads img { width: 56px; height: 56px; object-fit: cover; border-radius: 6px; } .uploads .kind { width: 56px; text-align: center; font-size: .8em; color: var(--muted); overflow: hidden; }
.uploads p { margin: 0; overflow-wrap: anywhere; font-size: .93em; } .uploads progress { width: 100%; accent-color: var(--accent); }
.uploads input[type=text] { font: inherit; color: inherit; width: 100%; box-sizing: border-box; min-height: 36px; padding: 4px 10px; border: 1px solid var(--edge); border-radius: 8px; background: none; }
.uploads label { display: flex; gap: 8px; align-items: center; min-height: 32px; font-size: .93em; } .uploads label input { accent-color: var(--accent); }
.uploads .away { min-width: 32px; min-height: 32px; font-size: 1.2em; color: var(--muted); }
.composer.over { border-color: var(--accent); background: color-mix(in srgb, var(--accent) 8%, var(--card)); }
@media (pointer: coarse) { .uploads .away, .uploads input[type=text], .uploads label { min-height: 44px; } .uploads .away { min-width: 44px; } }
`;

/** Put it on, once. @param {import("../core/element.js").Widget} widget */
export function dressFiles(widget) {
  for (const worn of widget.shadow.adoptedStyleSheets) if (worn === sheet(files)) return;
  widget.wear(files);
}
