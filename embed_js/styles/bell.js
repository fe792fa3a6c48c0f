/** A bell, with its number. */
import { css } from "../core/dom.js";

export const bell = css`
:host { width: max-content; }
.w { position: relative; }
.bell { position: relative; display: grid; place-items: center; width: 36px; height: 36px; border-radius: 50%; color: var(--muted); }
.bell:hover, .bell[aria-expanded=true] { background: var(--soft); color: light-dark(#1d2125, #fff); }
.bell svg { width: 21px; height: 21px; }
.badge { position: absolute; inset-block-start: 0; inset-inline-end: -2px; min-width: 18px; padding: 0 4px; border-radius: 9px; font-size: 11px; font-weight: 700; line-height: 18px; text-align: center; background: light-dark(#b3261e, #f2b8b5); color: light-dark(#fff, #3b0a07); }
.hung { position: absolute; z-index: 50; inset-block-start: calc(100% + 6px); inset-inline-end: 0; width: max-content; max-width: min(380px, calc(100vw - 24px)); }
.hung.start { inset-inline: 0 auto; }
@media (max-width: 480px) { .hung, .hung.start { position: fixed; inset-inline: 12px; inset-block-start: 64px; max-width: none; width: auto; } }
@media (pointer: coarse) { .bell { width: 44px; height: 44px; } }
@media (forced-colors: active) { .badge { border: 1px solid; } }
`;
