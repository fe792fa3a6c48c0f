/** What a bell opens. */
import { css } from "../core/dom.js";

export const told = css`
.told { width: min(380px, calc(100vw - 24px)); max-height: min(70vh, 560px); overflow-y: auto; overscroll-behavior: contain; padding: 12px; text-align: start; background: var(--weerklank-card, light-dark(#fff, #191c1f)); color: light-dark(#1d2125, #e6e8ea); border: 1px solid var(--weerklank-line, light-dark(#e3e7ea, #2d3237)); border-radius: var(--weerklank-radius, 10px); box-shadow: 0 8px 30px rgb(0 0 0 / .18); font-size: 15px; line-height: 1.45; }
.told .row { flex-wrap: wrap; } .told h2 { font-size: 1.07em; margin: 0; flex: 1; } .told h3 { font-size: 1em; margin: 12px 0 4px; }
.told h2:focus { outline: 0; }
.told ul { list-style: none; margin: 8px -12px 0; padding: 0; }
.told li { position: relative; display: flex; gap: 10px; padding: 9px 12px; }
.told li:hover { background: var(--soft); } .told li > div { flex: 1; min-width: 0; }
.told li.new::before { content: ""; position: absolute; inset-inline-end: 10px; inset-block-start: 16px; width: 8px; height: 8px; border-radius: 50%; background: var(--accent); }
.told li.new > div { padding-inline-end: 14px; }
.told p { margin: 0; } .told li a { color: inherit; text-decoration: none; } .told li a::after { content: ""; position: absolute; inset: 0; }
.told li a:hover { text-decoration: underline; } .told li a:focus-visible { outline: 0; } .told li:focus-within:has(a:focus-visible) { outline: 2px solid var(--accent); outline-offset: -2px; }
.told .cut { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
.told .quiet { padding: 4px 8px; border-radius: 8px; font-size: .93em; color: var(--accent); } .told .quiet:hover { background: var(--soft); }
.told fieldset { border: 0; margin: 0; padding: 0; min-width: 0; } .told legend { font-weight: 600; padding: 12px 0 4px; }
.told table { width: 100%; border-collapse: collapse; } .told th { text-align: start; font-weight: 400; padding: 2px 0; } .told tr > :first-child { width: auto; } .told thead th { width: 44px; font-size: .87em; color: var(--muted); text-align: center; }
.told td { text-align: center; width: 44px; padding: 0; } .told td label { display: grid; place-items: center; min-height: 36px; cursor: pointer; }
.told input { accent-color: var(--accent); } .told input[type=checkbox] { width: 18px; height: 18px; margin: 0; }
.told .devices { margin-inline: 0; } .told .devices li { align-items: center; padding-inline: 0; }
.told form { display: flex; flex-wrap: wrap; gap: 8px; align-items: end; padding-block: 6px; } .told form label { flex: 1 1 150px; min-width: 0; } .told form span { display: block; font-size: .93em; }
.told form input { width: 100%; }
.told :is(input[type=time], input[type=date], select, form input) { font: inherit; color: inherit; min-height: 36px; padding: 2px 6px; border: 1px solid var(--edge); border-radius: 8px; background: none; }
.told .row label { display: flex; flex-wrap: wrap; align-items: center; gap: 6px; min-height: 36px; }
.fault { color: light-dark(#8a5a00, #e0b35c); }
@media (pointer: coarse) { .told .row label, .told td label, .told :is(input[type=time], input[type=date], select, form input) { min-height: 44px; } }
@media (max-width: 480px) { .told { width: auto; } .told td, .told thead th { width: 46px; } }
@media (forced-colors: active) { .told li.new::before { background: Highlight; } }
`;
