/** weerklank-feed. */
import { Widget } from "../core/element.js";
import { base } from "../styles/base.js";

export class Feed extends Widget {
  static kind = "feed";
  static styles = [base];
}
