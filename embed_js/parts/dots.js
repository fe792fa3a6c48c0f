/** Three dots: what else one can do. On the grid of icons.js. */
export const MORE = "M5 12h.01M12 12h.01M19 12h.01";
