/** Server HTML becomes nodes: the one sink there is. */

/** What the service's sanitiser lets through; anything else is dropped here too. */
const TAGS = " p br strong em s del code pre blockquote ul ol li a span ";
const ATTRIBUTES = " href class rel lang ";

/** @type {TrustedPolicy | null | undefined} */
let policy;

/**
 * Turn HTML rendered and sanitised by the service into nodes: the only sink there is.
 * Where the host forbids the policy, the words still come through, as text.
 * @param {string} source
 */
export function trusted(source) {
  const template = document.createElement("template");
  try {
    policy ??= window.trustedTypes?.createPolicy("weerklank", { createHTML: (text) => text }) ?? null;
    template.innerHTML = policy ? policy.createHTML(source) : source;
  } catch {
    template.content.append(source.replace(/<[^>]*>/g, " "));
  }
  for (const element of template.content.querySelectorAll("*")) clean(element);
  return template.content;
}

/** @param {Element} element */
function clean(element) {
  if (!TAGS.includes(` ${element.localName} `)) return element.remove();
  for (const name of element.getAttributeNames()) if (!ATTRIBUTES.includes(` ${name} `)) element.removeAttribute(name);
  if (!/^(https?:\/\/|mailto:|\/|#|$)/i.test(element.getAttribute("href") ?? "")) element.removeAttribute("href");
}
