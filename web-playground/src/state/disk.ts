// Files from the user's disk: opened, or dropped on the page, folders too.

import { addFiles, addPlugin } from "./actions.ts";

const MANIFEST = /\.(ya?ml|json)$/i;

export async function pickFiles(): Promise<void> {
  const picker = document.createElement("input");
  picker.type = "file";
  picker.multiple = true;
  picker.accept = ".yaml,.yml,.json,.wasm";
  picker.onchange = () => void take([...(picker.files ?? [])]);
  picker.click();
}

/** Takes files in: manifests become tabs, .wasm files become plugins. */
export async function take(files: File[]): Promise<void> {
  const manifests = files.filter((file) => MANIFEST.test(file.name));
  const texts = await Promise.all(manifests.map(async (file) => ({ name: file.name, text: await file.text() })));
  if (texts.length > 0) addFiles(texts);
  for (const file of files.filter((file) => file.name.endsWith(".wasm"))) {
    await addPlugin(file.name, new Uint8Array(await file.arrayBuffer()));
  }
}

/** Everything in a drop, folders looked through. */
export async function dropped(data: DataTransfer): Promise<File[]> {
  const entries = [...data.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return [...data.files];
  return (await Promise.all(entries.map(walk))).flat();
}

async function walk(entry: FileSystemEntry): Promise<File[]> {
  if (entry.isFile) return [await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: File[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return files;
    files.push(...(await Promise.all(entries.map(walk))).flat());
  }
}
