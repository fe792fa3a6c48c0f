/** The head of a group, above its conversation: dressed at once, so that nothing moves when styles/touch.js comes. */
import { css } from "../core/dom.js";

export const grouped = css`
.about { margin-bottom: 20px; } .about p { margin: 2px 0 6px; }
.name { font-size: 1.35em; font-weight: 650; margin: 0; letter-spacing: -.01em; } .name:focus { outline: 0; }
.ways { flex-wrap: wrap; gap: 4px 18px; } .ways .quiet { padding-inline: 0; } .ways .quiet:hover { background: none; text-decoration: underline; }
.primary { background: var(--accent); color: light-dark(#fff, #0d1a16); border-radius: 8px; padding: 6px 16px; font-weight: 600; min-height: 36px; }
.quiet { padding: 6px 10px; border-radius: 8px; color: var(--muted); min-height: 36px; font-size: .93em; } .note { margin: 8px 0; }
.folks { list-style: none; margin: 4px 0 12px; padding: 0; }
.folks li { display: flex; flex-wrap: wrap; align-items: center; gap: 2px 10px; min-height: 36px; padding: 4px 0; }
.folks li > .grow { flex: 1 1 9em; font-size: 1em; font-weight: 400; min-width: 0; }
.head .grow { flex: 1 0 auto; } .head { flex-wrap: wrap; } .panel form { margin-top: 10px; }
.panel h4 { margin: 14px 0 2px; font-size: 1em; font-weight: 620; } .panel h4:first-child { margin-top: 4px; }
.panel .field { display: block; margin-bottom: 10px; } .panel .field > span { display: block; font-size: .93em; }
.panel input[type=search], .panel .field input { font: inherit; color: inherit; width: 100%; min-height: 36px; padding: 4px 10px; border: 1px solid var(--edge); border-radius: 8px; background: var(--card); }
.panel fieldset { border: 0; margin: 0 0 10px; padding: 0; min-width: 0; } .panel legend { padding: 0; font-size: .93em; }
.panel label > small { color: var(--muted); }
@media (pointer: coarse) { .primary, .quiet, .folks li, .panel input[type=search], .panel .field input { min-height: 44px; } }
`;
