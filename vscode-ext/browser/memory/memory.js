// A file system in memory, for tests: the files that the server has for the workspace, and what is written to them.

const vscode = require("vscode");

const { FileSystemError, FileType, FileChangeType } = vscode;

/** Path to `{bytes, time}`. */
const files = new Map();
const folders = new Set(["/"]);
const changed = new vscode.EventEmitter();
/** The workspace, once its files are there. */
let home;

const parent = (path) => path.slice(0, path.lastIndexOf("/")) || "/";

function write(path, bytes) {
  files.set(path, { bytes, time: Date.now() });
  folder(parent(path));
}

/** Makes a folder, with those above it. */
function folder(path) {
  if (folders.has(path)) return;
  folder(parent(path));
  folders.add(path);
  if (home !== undefined) changed.fire([{ type: FileChangeType.Created, uri: home.with({ path }) }]);
}

function file(uri) {
  const found = files.get(uri.path);
  if (found === undefined) throw FileSystemError.FileNotFound(uri);
  return found;
}

const provider = {
  onDidChangeFile: changed.event,
  watch: () => new vscode.Disposable(() => {}),
  stat(uri) {
    if (folders.has(uri.path)) return { type: FileType.Directory, ctime: 0, mtime: 0, size: 0 };
    const { bytes, time } = file(uri);
    return { type: FileType.File, ctime: 0, mtime: time, size: bytes.length };
  },
  readDirectory(uri) {
    if (!folders.has(uri.path)) throw FileSystemError.FileNotFound(uri);
    const inside = (path) => path !== "/" && parent(path) === uri.path;
    const name = (path) => path.slice(path.lastIndexOf("/") + 1);
    return [
      ...[...folders].filter(inside).map((path) => [name(path), FileType.Directory]),
      ...[...files.keys()].filter(inside).map((path) => [name(path), FileType.File]),
    ];
  },
  readFile: (uri) => file(uri).bytes,
  writeFile(uri, bytes) {
    const type = files.has(uri.path) ? FileChangeType.Changed : FileChangeType.Created;
    write(uri.path, bytes);
    changed.fire([{ type, uri }]);
  },
  createDirectory: (uri) => folder(uri.path),
  delete(uri) {
    for (const path of [...files.keys()]) if (path === uri.path || path.startsWith(`${uri.path}/`)) files.delete(path);
    folders.delete(uri.path);
    changed.fire([{ type: FileChangeType.Deleted, uri }]);
  },
  rename(from, to) {
    write(to.path, file(from).bytes);
    files.delete(from.path);
    changed.fire([{ type: FileChangeType.Deleted, uri: from }, { type: FileChangeType.Created, uri: to }]);
  },
};

exports.activate = async (context) => {
  const seed = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(context.extensionUri, "seed.json"));
  for (const [path, base64] of Object.entries(JSON.parse(new TextDecoder().decode(seed)))) {
    write(path, Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
  }
  home = vscode.workspace.workspaceFolders?.[0]?.uri;
  context.subscriptions.push(
    vscode.workspace.registerFileSystemProvider("vscode-vfs", provider, { isCaseSensitive: true }),
    // Without one the editor waits for seconds before it starts.
    vscode.workspace.registerFileSearchProvider("vscode-vfs", {
      provideFileSearchResults: (_, { folder }) => {
        return [...files.keys()].filter((path) => path.startsWith(folder.path)).map((path) => folder.with({ path }));
      },
    }),
  );
};
