// @ts-check
import { part, say } from "../../lib/dom.js";
import { upload } from "../../lib/upload.js";
import { words } from "../../lib/words.js";

/** An image on its way into a message: pasted, dropped or chosen, described by whoever writes, and sent to the course. */
export class Picture {
  #root;
  #text;
  #address;
  #signal;
  /** @type {File|null} */
  #file = null;
  #sending = false;

  /**
   * @param {HTMLElement} root of the chat
   * @param {HTMLTextAreaElement} text into which it is written
   * @param {string} address of the course's images
   * @param {AbortSignal} signal
   */
  constructor(root, text, address, signal) {
    this.#root = root;
    this.#text = text;
    this.#address = address;
    this.#signal = signal;
    const chosen = part(root, "picture-file"), says = part(root, "picture-says");
    text.addEventListener("paste", event => this.#offered(event, event.clipboardData?.files), {signal});
    root.addEventListener("dragover", event => event.dataTransfer?.types.includes("Files") && event.preventDefault(), {signal});
    root.addEventListener("drop", event => this.#offered(event, event.dataTransfer?.files), {signal});
    part(root, "picture-choose").addEventListener("click", () => {
      part(root, "more-write").hidePopover();
      chosen.click();
    }, {signal});
    chosen.addEventListener("change", () => {
      if (chosen.files?.[0]) this.#take(chosen.files[0]);
      chosen.value = "";
    }, {signal});
    says.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => {
      if (event.key === "Escape") this.#over();
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#add();
    }, {signal});
    part(root, "picture-add").addEventListener("click", () => this.#add(), {signal});
    part(root, "picture-no").addEventListener("click", () => this.#over(), {signal});
  }

  /** @param {Event} event @param {FileList|undefined} files */
  #offered(event, files) {
    const file = [...files ?? []].find(({type}) => type.startsWith("image/"));
    if (!file || part(this.#root, "composer").hidden) return;
    event.preventDefault();
    this.#take(file);
  }

  /** @param {File} file */
  #take(file) {
    this.#file = file;
    part(this.#root, "picture").hidden = false;
    this.#wrong("");
    part(this.#root, "picture-says").focus();
  }

  async #add() {
    const says = part(this.#root, "picture-says"), shows = says.value.replace(/[[\]\\\s]+/g, " ").trim();
    if (!this.#file || this.#sending) return;
    if (!shows) {
      this.#wrong(words("chat.picture.undescribed"));
      return says.focus();
    }
    this.#sending = true;
    this.#wrong(words("chat.picture.sending"));
    const answer = await upload(this.#address, {file: this.#file}, {progress: () => {}, signal: this.#signal}).catch(() => null);
    this.#sending = false;
    if (answer?.status !== 201) return this.#wrong(answer?.body?.detail ?? words("chat.picture.failed"));
    const {id, width, height} = answer.body;
    this.#text.setRangeText(`![${shows}](image:${id}#${width}x${height})`, this.#text.selectionStart, this.#text.selectionEnd, "end");
    this.#text.dispatchEvent(new Event("input"));
    this.#over();
  }

  #over() {
    this.#file = null;
    part(this.#root, "picture").hidden = true;
    part(this.#root, "picture-says").value = "";
    this.#text.focus();
  }

  /** @param {string} why */
  #wrong(why) {
    say(part(this.#root, "picture-wrong"), why);
  }
}
