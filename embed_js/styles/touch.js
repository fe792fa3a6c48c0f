/** What appears at a touch: the open composer, menus, panels, the pill of news. */
import { css, sheet } from "../core/dom.js";

const touch = css`
.w { --on: light-dark(#fff, #0d1a16); --card: var(--weerklank-card, light-dark(#fff, #191c1f)); --line: var(--weerklank-line, light-dark(#e3e7ea, #2d3237)); --radius: var(--weerklank-radius, 10px); --amber: light-dark(#8a5a00, #e0b35c); }
.sel { font: inherit; font-size: .93em; color: var(--muted); border: 0; background: none; min-height: 32px; max-width: 10em; cursor: pointer; }
.note { margin: 8px 0; } .dots > svg { stroke-width: 2.6; }
.tag { border-radius: 5px; background: color-mix(in srgb, var(--accent) 13%, transparent); color: var(--accent); }
textarea:focus-visible { outline: 0; } .act:hover { color: light-dark(#1d2125, #fff); } .act[aria-pressed=true]:hover { color: var(--accent); } .act[aria-disabled=true]:hover { color: var(--muted); }
.link { text-decoration: underline; text-underline-offset: 2px; }
.primary { background: var(--accent); color: var(--on); border-radius: 8px; padding: 6px 16px; font-weight: 600; min-height: 36px; }
.primary:hover { background: color-mix(in srgb, var(--accent) 88%, light-dark(#000, #fff)); }
.primary[aria-disabled=true] { opacity: .55; }
.quiet { padding: 6px 10px; border-radius: 8px; color: var(--muted); min-height: 36px; font-size: .93em; }
.quiet:hover { background: var(--soft); color: light-dark(#1d2125, #fff); }
.gate, .panel { border: 1px solid var(--line); border-radius: var(--radius); padding: 16px; background: var(--soft); }
.panel { margin: 10px 0; padding: 12px 14px; }
.gate > p, .panel p { margin: 0 0 10px; } .row > .title { font-size: 1em; font-weight: 620; flex: 1; margin: 0; }
.panel label { display: flex; gap: 8px; align-items: center; min-height: 32px; }
.panel input[type=text] { font: inherit; color: inherit; width: 100%; min-height: 36px; padding: 4px 10px; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); }
.panel input { accent-color: var(--accent); }
.panel ul { list-style: none; margin: 6px 0 0; padding: 0; } .panel li { padding: 4px 0; }
.panel li + li.row { margin-top: 2px; }
.number { font-size: 1.5em; font-variant-numeric: tabular-nums; letter-spacing: .04em; vertical-align: -.08em; }
.head { flex-wrap: wrap; } .head .grow { flex: 1 0 auto; }
.composer { transition: border-color .15s; }
.composer:hover, .composer:focus-within { border-color: var(--accent); }
.composer:focus-within { box-shadow: 0 0 0 1px var(--accent); }
.composer.open textarea { min-height: 82px; max-height: 50vh; overflow-y: auto; }
.tools { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: 6px 8px; align-items: center; justify-content: flex-end; }
.tools .small { flex: 1; }  .tools .small:empty { display: none; } .tools select { font: inherit; font-size: .87em; color: var(--muted); background: none; border: 0; min-height: 32px; max-width: 9em; }
select option { color: CanvasText; background: Canvas; }
.fault { flex-basis: 100%; margin: 0; color: var(--amber); font-size: .93em; }
.shown { flex: 1; min-height: 82px; margin: 5px 0; }
.c > .slot { margin-inline-start: 46px; } .c > .slot .composer { margin-top: 8px; }
.held { position: relative; display: inline-flex; }
.menu { position: absolute; z-index: 5; inset-block-start: 100%; inset-inline-end: 0; min-width: 12em; max-width: 80vw; padding: 4px; background: var(--card); border: 1px solid var(--line); border-radius: 10px; box-shadow: 0 6px 24px rgb(0 0 0 / .16); display: grid; }
.menu.start { inset-inline: 0 auto; }
.menu button { padding: 5px 10px; border-radius: 7px; font-size: .93em; color: light-dark(#1d2125, #e6e8ea); width: 100%; font-weight: 400; }
.menu button:hover, .menu button:focus-visible { background: var(--soft); } .menu [aria-checked=true] { color: var(--accent); font-weight: 600; }
.menu button:focus-visible { outline-offset: -2px; }
.fresh { display: flex; justify-content: center; position: sticky; inset-block-end: 12px; height: 0; z-index: 4; }
.fresh button { background: color-mix(in srgb, var(--accent) 12%, var(--card)); color: var(--accent); border-radius: 99px; padding: 4px 16px; font-size: .93em; font-weight: 600; translate: 0 -100%; height: max-content; box-shadow: 0 2px 10px rgb(0 0 0 / .12); }
.lit { background: color-mix(in srgb, var(--accent) 9%, transparent); box-shadow: 0 0 0 8px color-mix(in srgb, var(--accent) 9%, transparent); border-radius: 6px; }
.pill + .held { margin-inline-start: -4px; }
.named { display: inline-flex; align-items: center; gap: 8px; } .named:hover { text-decoration: underline; } article > .av { cursor: pointer; }
.wide { flex-basis: 100%; grid-column: 1/-1; } .wide:empty { display: none; } li:has(> .wide) { flex-wrap: wrap; } .panel .panel { background: var(--card); }
header a:hover, header b:hover, a.small:hover, button.small:hover { text-decoration: underline; }
a { text-decoration-color: color-mix(in srgb, currentColor 35%, transparent); text-underline-offset: 2px; }
@container (max-width: 420px) { .c > .slot { margin-inline-start: 0; } .quiet { padding: 6px; } .tools { gap: 4px; } .composer > .av { display: none; } }
@media (pointer: coarse) { .tools select, .sel, .panel label, .panel input[type=text], .primary, .quiet { min-height: 44px; } }
@media (prefers-reduced-motion: no-preference) { article { transition: background-color .8s, box-shadow .8s; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
@media (forced-colors: active) {
  .primary, .quiet, .fresh button { border: 1px solid ButtonText; } .lit { outline: 2px solid Highlight; }
  [aria-pressed=true] { outline: 2px solid Highlight; }
}
`;

/** Put it on, once. @param {import("../core/element.js").Widget} widget */
export function dress(widget) {
  for (const worn of widget.shadow.adoptedStyleSheets) if (worn === sheet(touch)) return;
  widget.wear(touch);
}
