/** What every widget wears: the host's font and size, our colours, the pill. */
import { css } from "../core/dom.js";

export const base = css`
[aria-disabled=true] { cursor: default; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
.row { display: flex; align-items: center; gap: 6px 10px; }
.muted { color: var(--muted); } .small { font-size: .87em; }
svg { flex: none; width: 18px; height: 18px; fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round; }
[aria-pressed=true] > svg { fill: currentColor; }
.av { width: 34px; height: 34px; border-radius: 50%; flex: none; display: grid; place-items: center; font-size: 13px; font-weight: 600; line-height: 1; color: #fff; background: #2f6f9f; object-fit: cover; }
.s { width: 24px; height: 24px; font-size: 10px; }
.shared { border-radius: 26%; background: #1f6f5c; }
.h1 { background: #7a5c9e; } .h2 { background: #a05a3c; } .h3 { background: #2f7d62; }
@media (pointer: coarse) { button { min-height: 44px; min-width: 44px; } }
`;
