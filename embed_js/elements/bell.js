/** weerklank-bell. */
import { Widget } from "../core/element.js";
import { base } from "../styles/base.js";

export class Bell extends Widget {
  static kind = "bell";
  static styles = [base];
}
