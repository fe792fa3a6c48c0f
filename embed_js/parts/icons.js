/** Strokes on a 24 by 24 grid, in the colour of the text. */
export const LIKE =
  "M7 11v9H4v-9zM7 11l4-7.5c1.6 0 2.6 1 2.4 2.6L13 9.5h5.4c1.3 0 2.2 1.2 1.9 2.4l-1.5 6.3c-.2 1.1-1.1 1.8-2.2 1.8H7";
