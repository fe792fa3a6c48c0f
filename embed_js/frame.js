/**
 * Tell the page around this frame how high the conversation is. A height is no secret: any parent may hear it,
 * and which one may frame this page at all is said by frame-ancestors.
 */
{
  let told = 0;
  const tell = () => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === told) return;
    told = height;
    parent.postMessage({ type: "weerklank-height", height }, "*");
  };
  new ResizeObserver(tell).observe(document.documentElement);
  addEventListener("load", tell);
}
