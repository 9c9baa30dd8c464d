// @ts-check
import { part, say } from "../lib/dom.js";
import { every } from "../lib/timing.js";
import { csrfToken } from "../lib/upload.js";
import { filled } from "../lib/words.js";
import { camera, choose, chosenDevices, devices, enterWith, microphone, whyNotPublish } from "./devices.js";

const BARS = 12;
/** Loudness of one bar of the meter, root mean square. */
const BAR = 0.012;
/** What a line must carry: picture and sound up, all of a lecture down; Mbit/s. */
const GOOD = {up: 1.5, down: 2};
const POOR = {up: 0.2, down: 1};
const MEASURE = 512 * 1024;

/** Lets people see and hear themselves before they enter, and tells what their line carries. It keeps nobody out. */
class LecternPrepare extends HTMLElement {
  /** @type {MediaStreamTrack|null} */
  #camera = null;
  /** @type {MediaStreamTrack|null} */
  #microphone = null;
  /** @type {AudioContext|null} */
  #audio = null;
  #letGo = new AbortController();

  connectedCallback() {
    const {signal} = this.#letGo = new AbortController();
    const on = (/** @type {string} */ name, /** @type {() => void} */ act) => part(this, name).addEventListener("click", act, {signal});
    on("camera", () => this.#camera ? this.#cameraOff() : this.#cameraOn());
    on("mic", () => this.#microphone ? this.#micOff() : this.#micOn());
    on("play", () => this.#play());
    on("enter", () => this.#enter(this.#camera !== null));
    on("without", () => this.#enter(false));
    on("again", () => this.#measure());
    this.querySelector("#camera-device")?.addEventListener("change", event => this.#changed("camera", event), {signal});
    this.querySelector("#mic-device")?.addEventListener("change", event => this.#changed("microphone", event), {signal});
    this.#measure();
    const problem = whyNotPublish();
    if (problem) for (const check of ["camera-check", "mic-check"]) this.#failed(part(this, check), problem);
  }

  // The links lead on by themselves; the room begins with what is on here.
  /** @param {boolean} camera */
  #enter(camera) {
    enterWith(String(this.dataset.lecture), {camera, microphone: this.#microphone !== null});
  }

  disconnectedCallback() {
    this.#letGo.abort();
    this.#cameraOff();
    this.#micOff();
  }

  async #cameraOn() {
    const check = part(this, "camera-check");
    try {
      this.#camera = await camera();
    } catch (problem) {
      return this.#failed(check, problem);
    }
    const {width, height} = this.#camera.getSettings();
    const video = /** @type {HTMLVideoElement} */ (part(this, "video"));
    video.srcObject = new MediaStream([this.#camera]);
    video.play().catch(() => {});
    this.#showCamera(true);
    this.#tell(check, "camera.works", true);
    say(part(check, "detail"), `${width} × ${height}`);
    await this.#list(check, "camera");
  }

  #cameraOff() {
    this.#camera?.stop();
    this.#camera = null;
    this.#showCamera(false);
    this.#tell(part(this, "camera-check"), "camera.off");
  }

  /** @param {boolean} on */
  #showCamera(on) {
    part(this, "camera").setAttribute("aria-pressed", String(on));
    this.querySelector(".cam")?.toggleAttribute("data-voice-only", !on);
    part(this, "without").hidden = !on;
  }

  async #micOn() {
    const check = part(this, "mic-check");
    try {
      this.#microphone = await microphone();
    } catch (problem) {
      return this.#failed(check, problem);
    }
    part(this, "mic").setAttribute("aria-pressed", "true");
    this.#tell(check, "mic.quiet");
    this.#listen(this.#microphone, check);
    await this.#list(check, "microphone");
  }

  #micOff() {
    this.#microphone?.stop();
    this.#microphone = null;
    part(this, "mic").setAttribute("aria-pressed", "false");
    this.#tell(part(this, "mic-check"), "mic.off");
    this.#level(0);
  }

  /** @param {MediaStreamTrack} track @param {HTMLElement} check */
  #listen(track, check) {
    const context = this.#audio ??= new AudioContext();
    const listener = context.createAnalyser(), samples = new Float32Array(1024);
    context.createMediaStreamSource(new MediaStream([track])).connect(listener);
    const ended = new AbortController();
    this.#letGo.signal.addEventListener("abort", () => ended.abort(), {once: true});
    every(80, () => {
      if (track !== this.#microphone) return ended.abort();
      listener.getFloatTimeDomainData(samples);
      const loudness = Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);
      const bars = Math.min(BARS, Math.round(loudness / BAR));
      this.#level(bars);
      if (bars > 1) this.#tell(check, "mic.works", true);
    }, ended.signal);
  }

  /** @param {number} bars */
  #level(bars) {
    const meter = part(this, "level");
    meter.setAttribute("aria-valuenow", String(bars));
    [...meter.children].forEach((/** @type {Element} */ bar, /** @type {number} */ i) => bar.classList.toggle("on", i < bars));
  }

  /** @param {HTMLElement} check @param {"camera"|"microphone"} which */
  async #list(check, which) {
    const found = (await devices())[which], choice = part(check, "choice");
    choice.hidden = found.length < 2;
    choice.querySelector("select").replaceChildren(
      ...found.map(({label, deviceId}) => new Option(label, deviceId, false, deviceId === chosenDevices()[which])));
  }

  /** @param {"camera"|"microphone"} which @param {Event} event */
  async #changed(which, event) {
    choose(which, /** @type {HTMLSelectElement} */ (event.target).value);
    if (which === "camera") {
      this.#cameraOff();
      await this.#cameraOn();
    } else {
      this.#micOff();
      await this.#micOn();
    }
  }

  #play() {
    const context = this.#audio ??= new AudioContext();
    context.resume();
    [523, 659, 784].forEach((pitch, i) => {
      const tone = context.createOscillator(), loudness = context.createGain(), at = context.currentTime + i * 0.18;
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.15, at);
      loudness.gain.exponentialRampToValueAtTime(0.001, at + 0.4);
      tone.connect(loudness).connect(context.destination);
      tone.start(at);
      tone.stop(at + 0.4);
    });
  }

  async #measure() {
    const check = part(this, "line-check"), again = part(this, "again");
    again.disabled = true;
    this.#tell(check, "line.measuring");
    try {
      const down = await this.#speed({});
      const up = await this.#speed({method: "POST", headers: {"X-CSRF-TOKEN": csrfToken()}, body: noise(MEASURE)});
      this.#tell(check, verdict(up, down), up >= POOR.up && down >= POOR.down);
      check.toggleAttribute("data-warn", up < GOOD.up || down < GOOD.down);
      say(part(check, "detail"), this.#sentence("line.detail", {up: rounded(up), down: rounded(down)}));
    } catch {
      this.#tell(check, "line.failed");
      check.toggleAttribute("data-warn", true);
    }
    again.disabled = false;
  }

  /** @param {RequestInit} request @returns {Promise<number>} Mbit/s */
  async #speed(request) {
    const began = performance.now();
    const answer = await fetch(String(this.dataset.speed), {...request, cache: "no-store"});
    if (!answer.ok) throw new Error(String(answer.status));
    const bytes = (await answer.arrayBuffer()).byteLength || MEASURE;
    return bytes * 8 / 1e3 / (performance.now() - began);
  }

  /** @param {HTMLElement} check @param {any} problem */
  #failed(check, problem) {
    check.toggleAttribute("data-warn", true);
    say(part(check, "words"), problem.message);
  }

  /** @param {HTMLElement} check @param {string} word @param {boolean} [works] */
  #tell(check, word, works = false) {
    check.toggleAttribute("data-works", works);
    check.toggleAttribute("data-warn", false);
    say(part(check, "words"), this.#sentence(word));
  }

  /** @param {string} word @param {Record<string, string|number>} [values] */
  #sentence(word, values = {}) {
    const template = /** @type {HTMLTemplateElement} */ (part(this, "sentences"));
    return filled(template.content.querySelector(`[data-word="${word}"]`)?.textContent ?? "", values);
  }
}

/** @param {number} up @param {number} down Mbit/s */
function verdict(up, down) {
  if (up < POOR.up || down < POOR.down) return "line.poor";
  return up < GOOD.up || down < GOOD.down ? "line.slow" : "line.good";
}

/** @param {number} speed */
const rounded = speed => speed >= 10 ? Math.round(speed) : Math.round(speed * 10) / 10;

/** @param {number} length */
function noise(length) {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

customElements.define("lectern-prepare", LecternPrepare);
