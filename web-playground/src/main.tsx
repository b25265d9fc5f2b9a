// Starts the page.

import { render } from "preact";
import "./page.css";
import { restore } from "./state/actions.ts";
import { App } from "./view/App.tsx";

render(<App />, document.getElementById("app")!);
void restore();

if (import.meta.env.PROD && "serviceWorker" in navigator) {
  void navigator.serviceWorker.register("./sw.js").catch(() => undefined);
}
