/** The feed: cards between thin lines, the reason in small grey above each; fits 280 pixels. */
import { css } from "../core/dom.js";

export const feed = css`
.w {
  container-type: inline-size; --line: var(--weerklank-line, light-dark(#e3e7ea, #2d3237)); --amber: light-dark(#8a5a00, #e0b35c);
  --card: var(--weerklank-card, light-dark(#fff, #191c1f)); --radius: var(--weerklank-radius, 10px); --space: var(--weerklank-space, 16px);
}
.tabs { display: flex; gap: 4px; margin-bottom: 10px; }
.tabs button { padding: 4px 8px; min-height: 36px; font-weight: 600; color: var(--muted); }
.tabs [aria-pressed=true] { color: inherit; box-shadow: inset 0 -2px var(--accent); }
.composer { display: flex; flex-wrap: wrap; gap: 10px; border: 1px solid var(--edge); border-radius: var(--radius); padding: 8px 12px; background: var(--card); }
textarea { font: inherit; color: inherit; flex: 1; min-width: 8em; resize: none; border: 0; background: none; padding: 5px 0; height: 34px; line-height: 24px; }
::placeholder { color: var(--muted); opacity: 1; }
.news { position: sticky; inset-block-start: 8px; z-index: 4; display: flex; justify-content: center; height: 0; }
.news button { height: max-content; translate: 0 4px; padding: 4px 16px; border-radius: 99px; font-size: .93em; font-weight: 600; color: var(--accent); background: color-mix(in srgb, var(--accent) 12%, var(--card)); box-shadow: 0 2px 10px rgb(0 0 0 / .12); }
[role=article] { padding: 14px 0 8px; border-top: 1px solid var(--line); scroll-margin: 64px 0 12px; }
[role=feed] > :first-child { border-top: 0; }
.why { display: flex; gap: 7px; align-items: baseline; margin: 0 0 4px; }
.dot { flex: none; width: 7px; height: 7px; border-radius: 50%; background: var(--accent); translate: 0 -1px; }
.title { margin: 0 0 4px; font-size: 1.03em; line-height: 1.35; font-weight: 620; }
.title a { color: inherit; text-decoration: none; } .title a:hover { text-decoration: underline; }
.quote { margin: 4px 0; font-size: .96em; display: -webkit-box; -webkit-line-clamp: 3; -webkit-box-orient: vertical; overflow: hidden; }
.meta { display: flex; flex-wrap: wrap; gap: 0 8px; align-items: center; margin: 0; } .named { display: inline-flex; align-items: center; gap: 8px; margin: -4px 0; }
.open-end { color: var(--amber); font-weight: 600; }
.acts { display: flex; gap: 0 16px; align-items: center; color: var(--muted); font-size: .93em; }
.act { display: inline-flex; align-items: center; gap: 6px; min-width: 24px; color: inherit; text-decoration: none; }
.dots { justify-content: center; min-width: 32px; } .dots > svg { stroke-width: 2.6; }
.more { color: var(--accent); font-size: .93em; font-weight: 550; min-height: 36px; }
.foot { border-top: 1px solid var(--line); padding-top: 6px; }
.foot button { text-decoration: underline; text-underline-offset: 2px; }
.answers { list-style: none; margin: 4px 0 8px; padding: 0 0 0 12px; border-inline-start: 2px solid var(--line); }
.answers li { padding: 6px 0; display: grid; grid-template-columns: 24px minmax(0, 1fr); gap: 8px; }
.answers p { margin: 2px 0; } .answers:empty { display: none; }
.numbers { padding-inline-start: 1.4em; margin: 6px 0; } .numbers li { margin: 4px 0; }
.mention { color: var(--accent); font-weight: 550; }
.since { margin: 10px 0 0; } .since button { color: var(--accent); }
.whom { flex-basis: 100%; display: flex; flex-wrap: wrap; gap: 0 8px; align-items: center; } .whom p { margin: 0; }
.kept a { color: inherit; } .grow { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.bone { height: 96px; border-top: 1px solid var(--line); padding-top: 16px; } .bone i { display: block; height: 12px; margin-bottom: 10px; border-radius: 5px; background: var(--soft); } .bone i:first-child { width: 45%; }
@media (pointer: coarse) { textarea, .tabs button, .more, .news button { min-height: 44px; } textarea { padding: 10px 0; } }
@container (max-width: 420px) { .composer > .av { display: none; } }
`;
