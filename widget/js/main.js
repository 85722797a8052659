/** Makes the tag known, once, however often a page loads this script. */

import { MagDat } from "./mag-dat.js";

if (!customElements.get("mag-dat")) customElements.define("mag-dat", MagDat);
