/** Strokes that no first view of a conversation or a like needs; on a 24 by 24 grid. */
export const BELL = "M6 9.5a6 6 0 0 1 12 0c0 5.5 2.2 6.5 2.2 6.5H3.8S6 15 6 9.5M10 19.5a2.2 2.2 0 0 0 4 0";
export const GEAR = "M4 7h9M17 7h3M4 17h3M11 17h9M15 4.8v4.4M9 14.8v4.4";
export const DOWN = "m6 9 6 6 6-6";
