// @ts-check

/** Everything of Lectern in the origin private file system: a folder a lecture, a file a run. */
const FOLDER = "lectern-media";
const PREFIX = 4;
const NAME = /^run-(\d+)$/

/**
 * Whether an earlier page of this lecture left something that the server may not have.
 * @param {string} lecture
 */
export async function isSomethingLeft(lecture) {
  try {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle(`${FOLDER}-${lecture}`);
    for await (const file of /** @type {any} */ (folder).values()) if ((await file.getFile()).size > 0) return true;
  } catch {
    // There is no such folder, or no storage at all.
  }
  return false;
}

/**
 * Keeps runs in the browser's storage while the line is bad, also over a reload of the page. Only workers may open such files for
 * writing at once; without them (private windows) nothing is kept and runs stay in memory.
 */
export class Spool {
  /** @type {FileSystemDirectoryHandle|null} */
  #folder = null;
  /** @type {FileSystemSyncAccessHandle[]} opened ahead, because opening waits and writing must not */
  #spare = [];
  #names = 0;
  #lecture;

  /** @param {string} lecture */
  constructor(lecture) {
    this.#lecture = lecture;
  }

  /**
   * What an earlier page of this lecture left.
   * @returns {Promise<{track: number, epoch: number, spooled: import("./run.js").Spooled}[]>}
   */
  async open() {
    const left = [];
    try {
      const root = await navigator.storage.getDirectory();
      this.#folder = await root.getDirectoryHandle(`${FOLDER}-${this.#lecture}`, {create: true});
      for await (const name of /** @type {any} */ (this.#folder).keys()) left.push(await this.#found(name));
      await this.#ahead();
    } catch {
      this.#folder = null;
    }
    return left.filter(run => run !== null);
  }

  /** @param {string} name */
  async #found(name) {
    const folder = /** @type {FileSystemDirectoryHandle} */ (this.#folder);
    const parts = NAME.exec(name);
    this.#names = Math.max(this.#names, Number(parts?.[1] ?? 0));
    try {
      const handle = await (await folder.getFileHandle(name)).createSyncAccessHandle();
      const file = SpoolFile.found(handle, () => folder.removeEntry(name));
      if (file) return file;
      handle.close();
      await folder.removeEntry(name);
    } catch {
      // Another tab holds it and sends it.
    }
    return null;
  }

  async #ahead() {
    while (this.#folder && this.#spare.length < 2) {
      const name = `run-${++this.#names}`;
      const folder = this.#folder;
      const handle = await (await folder.getFileHandle(name, {create: true})).createSyncAccessHandle();
      this.#spare.push(Object.assign(handle, {remove: () => folder.removeEntry(name)}));
    }
  }

  /**
   * A file for a run whose first frame kept has this number; null where there is no storage.
   * @param {number} first
   */
  file(first) {
    const handle = /** @type {any} */ (this.#spare.pop());
    if (!handle) return null;
    this.#ahead().catch(() => {});
    return new SpoolFile(handle, first, handle.remove);
  }
}

class SpoolFile {
  length = 0;
  /** @type {number[]} where each frame begins in the file, and where the next will */
  #at = [0];
  #handle;
  #remove;

  /**
   * @param {FileSystemSyncAccessHandle} handle
   * @param {number} first
   * @param {() => Promise<void>} remove
   */
  constructor(handle, first, remove) {
    this.#handle = handle;
    this.first = first;
    this.#remove = remove;
  }

  /**
   * Reads what a page before this one wrote; a last frame that is cut short is left out.
   * @param {FileSystemSyncAccessHandle} handle
   * @param {() => Promise<void>} remove
   */
  static found(handle, remove) {
    const file = new SpoolFile(handle, 0, remove);
    const prefix = new DataView(new ArrayBuffer(PREFIX));
    const header = new DataView(new ArrayBuffer(16));
    const size = handle.getSize();
    let id = null;
    for (let at = 0; at + PREFIX <= size;) {
      handle.read(prefix, {at});
      const end = at + PREFIX + prefix.getUint32(0);
      if (end > size) break;
      if (!id) {
        handle.read(header, {at: at + PREFIX});
        id = {track: header.getUint8(1), epoch: header.getUint8(3)};
        file.first = header.getUint32(4);
      }
      file.#at.push(end);
      file.length++;
      at = end;
    }
    return id && {...id, spooled: file};
  }

  /** @param {Uint8Array} bytes */
  append(bytes) {
    const at = this.#at[this.length];
    const prefix = new DataView(new ArrayBuffer(PREFIX));
    prefix.setUint32(0, bytes.length);
    this.#handle.write(prefix, {at});
    this.#handle.write(/** @type {any} */ (bytes), {at: at + PREFIX});
    this.#at.push(at + PREFIX + bytes.length);
    this.length++;
  }

  /** @param {number} index */
  read(index) {
    const from = this.#at[index] + PREFIX;
    const bytes = new Uint8Array(this.#at[index + 1] - from);
    this.#handle.read(bytes, {at: from});
    return bytes;
  }

  forget() {
    this.#handle.close();
    this.#remove().catch(() => {});
  }
}
