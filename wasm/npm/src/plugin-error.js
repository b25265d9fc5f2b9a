/** A file that is no plugin, or a plugin that broke the rules. The message is one line for a person. */
export class PluginError extends Error {
  name = "PluginError";
}
