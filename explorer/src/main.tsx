import { render } from "preact";
import { unpack } from "./model/unpack";
import { model } from "./model/model";
import { Explorer } from "./explorer";

const PAUSE = 300;
const data = unpack(document.getElementById("data")!.textContent!);
document.getElementById("data")!.remove();
const ready = model(data);
render(<Explorer model={ready} />, document.getElementById("app")!);
document.documentElement.dataset.ready = "true";
// Searching is prepared while the reader looks around.
setTimeout(ready.search, PAUSE);
