/** The conversation as it is read: depth is a thin line and an indent. What appears at a touch is in touch.js. */
import { css } from "../core/dom.js";

export const thread = css`
.w {
  container-type: inline-size; --line:var(--weerklank-line,light-dark(#e3e7ea,#2d3237));
  --card:var(--weerklank-card,light-dark(#fff,#191c1f)); --radius:var(--weerklank-radius,10px); --space:var(--weerklank-space,16px);
}
.grow { flex: 1; font-size: 1.2em; font-weight: 650; margin: 0; }
.head { margin-bottom: 12px; min-height: 32px; }
.act, .more, .acts { color: var(--muted); font-size: .93em; }
.composer { display: flex; flex-wrap: wrap; gap: 10px; border: 1px solid var(--edge); border-radius: var(--radius); padding: 10px 12px; background: var(--card); }
textarea { font: inherit; color: inherit; flex: 1; min-width: 8em; resize: none; border: 0; background: none; padding: 5px 0; height: 34px; line-height: 24px; }
::placeholder { color: var(--muted); opacity: 1; }
.speaker { margin: 2px 2px 8px; }
a { color: inherit; } header a { text-decoration: none; }
ol { list-style: none; margin: 0; padding: 0; }
article { display: grid; grid-template-columns: 34px minmax(0, 1fr); gap: 12px; padding-top: var(--space); scroll-margin: 25vh; }
.kids article { padding-top: 8px; }
header { display: flex; flex-wrap: wrap; gap: 0 8px; align-items: baseline; } header button { margin: -8px 0; padding: 8px 0; }
.tag { font-size: .8em; font-weight: 600; padding: 1px 7px; }
.body { margin: 3px 0; }
.body > * { margin: 6px 0; } .body > :first-child { margin-top: 0; }
.body ol { list-style: decimal; } .body ol, .body ul { padding-inline-start: 1.4em; }
pre { background: var(--soft); padding: 8px 12px; overflow-x: auto; }
blockquote { border-inline-start: 2px solid var(--line); padding-inline-start: 12px; }
.mention, .more { color: var(--accent); font-weight: 550; }
.gone { grid-column: 1/3; margin: 0; min-height: 32px; }
.acts { display: flex; flex-wrap: wrap; gap: 0 20px; min-height: 32px; align-items: center; }
.act { display: inline-flex; align-items: center; gap: 6px; } .acts .act { font-size: 1em; }
.act[aria-pressed=true] { color: var(--accent); }
.dots { justify-content: center; padding: 0 7px; }
.kids { border-inline-start: 2px solid var(--line); margin-inline-start: 16px; padding-inline-start: 18px; }
.l0 > .kids { margin-inline-start: 62px; }
.kids:empty { display: none; }
.c > .more { margin-inline-start: 36px; } .l0 > .more { margin-inline-start: 82px; }
.bone { display: grid; grid-template: 14px 10px 10px / 34px 1fr; gap: 8px 12px; padding-top: 22px; }
.bone i { background: var(--soft); grid-column: 2; border-radius: 5px; } .bone i:first-child { grid-area: 1/1/4; height: 34px; border-radius: 50%; }
@media (pointer: coarse) {
  .head, textarea { min-height: 44px; } textarea { padding: 10px 0; }
}
@container (max-width: 420px) {
  .c > .kids { margin-inline-start: 6px; padding-inline-start: 12px; } .c > .more { margin-inline-start: 20px; } .acts { gap: 0 10px; }
  .kids article { grid-template-columns: 26px minmax(0, 1fr); gap: 8px; } .kids .av { width: 26px; height: 26px; font-size: 10px; }
}
`;
