// Where the service is: beside this script, wherever the page that uses it may be.

export const SERVER = new URL(".", import.meta.url);

/**
 * An address of the service.
 * @param {string} path relative, such as "v1/ask"
 */
export const at = (path) => new URL(path, SERVER).href;
