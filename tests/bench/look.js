// Notes in `window.seen` when the first and the last of `window.wanted` things could be seen, and what it cost.
(() => {
  const seen = { first: 0, all: 0, long: 0, shift: 0, requests: 0 };
  window.seen = seen;
  const observe = (type, add) => {
    new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type, buffered: true });
  };
  observe('longtask', (entry) => {
    seen.long += entry.duration;
  });
  observe('layout-shift', (entry) => {
    seen.shift += entry.hadRecentInput ? 0 : entry.value;
  });
  const find = () => {
    const thread = document.querySelector('weerklank-thread');
    return thread ? (thread.shadowRoot?.querySelectorAll('[part~=comment]') ?? []) : document.querySelectorAll('h1');
  };
  const look = () => {
    const found = find();
    if (!seen.first && found.length && found[0].getBoundingClientRect().height) {
      seen.first = performance.now();
      seen.requests = performance.getEntriesByType('resource').length;
    }
    if (found.length >= window.wanted) seen.all = performance.now();
    else setTimeout(look, 4);
  };
  look();
})();
