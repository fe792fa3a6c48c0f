/** weerklank-follow. */
import { Widget } from "../core/element.js";
import { base } from "../styles/base.js";

export class Follow extends Widget {
  static kind = "follow";
  static styles = [base];
}
