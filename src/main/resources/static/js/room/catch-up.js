// @ts-check
import { part, say } from "../lib/dom.js";
import { clock } from "../lib/durations.js";
import { forThisBrowser, forThisTab } from "../lib/kept.js";
import { every } from "../lib/timing.js";
import { words } from "../lib/words.js";
import { pieces } from "../lecture/pieces.js";
import { atLeast, cameLate, joined, lengthOf, levelIn, without, worthWatching } from "../lecture/stretches.js";
import { Watching } from "../lecture/watch.js";
import { RoomElement } from "./element.js";

/** A shorter gap is not worth an offer, ms. */
const WORTH = 60_000;
/** A shorter one cannot be seen on the line, and may be the moments before one was connected, ms. */
const WORTH_A_MARK = 3_000;
const MINUTE = 60_000;
/** What one has is written down by the server within this time after one came, ms. */
const WRITTEN = 6_000;
/** Those who come at the same moment do not ask in the same, ms. */
const APART = 400;
/** What could not be read is read again after this, ms. */
const AGAIN = 3_000;

/** Offers a person who came late, or whose line was gone, to watch what they missed while the lecture goes on. */
export class LecternCatchUp extends RoomElement {
  /** @type {import("../lecture/stretches.js").Stretch[]} all of them, which the line shows */
  #still = [];
  /** @type {import("../lecture/stretches.js").Stretch[]} those in which nothing was asked of this person, as when nobody taught */
  #free = [];
  /** @type {import("../lecture/stretches.js").Stretch[]} those worth an offer */
  #missed = [];
  /** @type {import("../lecture/stretches.js").Stretch[]} those that one has set out to watch, whose rest is offered however short it is */
  #begun = [];
  /** @type {number|null} lecture time from which on it is not known what one has, ms; null once it is */
  #unknownFrom = 0;
  #rate = 1.5;
  /** @type {import("../lecture/look-back.js").LookBack|null} */
  #lookBack = null;
  /** @type {import("../media/recorded-player.js").RecordedPlayer|null} */
  #player = null;
  #wasLive = false;
  #watching = /** @type {Watching} */ (/** @type {unknown} */ (null));

  begin() {
    this.#watching = new Watching(`${this.room.lectureUrl}/watch`, forThisBrowser, `watched ${this.room.dataset.lecture} ${this.stage.you.id}`);
    this.on(this.#watching, "progress", ({detail}) => this.#heard(detail));
    this.on(part(this, "go"), "click", () => this.#go());
    this.on(part(this, "later"), "click", () => this.#later());
    for (const rate of this.querySelectorAll("[data-rate]")) this.on(rate, "click", () => this.#choose(Number(/** @type {HTMLElement} */ (rate).dataset.rate)));
    this.on(this.#bar("back"), "click", () => this.#end());
    this.signal.addEventListener("abort", () => this.#end(), {once: true});
    this.follow(["state", "may"], () => this.#follow());
    every(1_000, () => this.#show(), this.signal);
  }

  // Asked when one has come, and again whenever the line was gone; a hall whose lines were gone together asks over some time.
  #follow() {
    const {may, state} = this.stage, first = this.#unknownFrom === 0, {catchUp} = may;
    if (catchUp && !this.#wasLive) this.#ask(first ? APART : WRITTEN);
    if (!catchUp && this.#wasLive) this.#unknownFrom ??= this.stage.clock.at();
    this.#wasLive = catchUp;
    if (state.lecture.phase === "ended" && this.#lookBack) this.#end();
    this.#show();
  }

  /** @param {number} within ms */
  async #ask(within) {
    await new Promise(now => setTimeout(now, within * Math.random()));
    while (!this.signal.aborted && this.#wasLive && !await this.#watching.progress()) await new Promise(again => setTimeout(again, AGAIN));
  }

  /** @param {import("../lecture/watch.js").Progress} progress */
  #heard({still, bar}) {
    const end = bar.at(-1)?.to ?? 0;
    // One is here: the last moments are not missed, they are not written down yet.
    this.#still = atLeast(still, WORTH_A_MARK).filter(({from, to}) => to < end || to - from > WRITTEN);
    // Of who only looks on nothing is asked, and they have it all the same.
    if (this.stage.you.role === "student") this.#free = joined([...this.#free, ...bar.filter(({kind}) => kind === "FREE")]);
    this.#missed = worthWatching(this.#still, this.#begun, WORTH, WORTH_A_MARK);
    this.#unknownFrom = null;
    this.#show();
  }

  #show() {
    const ms = lengthOf(this.#missed), offered = ms > 0 && !this.#lookBack && this.#wasLive && forThisTab.get(this.#laterKey) !== this.#which;
    this.hidden = !offered;
    this.#marks();
    if (!offered) return;
    const late = cameLate(this.#missed, this.stage.joinedAt ?? 0);
    say(part(this, "what"), words(late ? "catchup.late" : "catchup.gone", {count: Math.max(1, Math.round(ms / MINUTE))}));
    say(part(this, "promise"), words("catchup.promise", {rate: this.#rate, count: Math.ceil(levelIn(ms, this.#rate) / MINUTE)}));
    for (const rate of /** @type {Iterable<HTMLElement>} */ (this.querySelectorAll("[data-rate]"))) rate.setAttribute("aria-pressed", String(Number(rate.dataset.rate) === this.#rate));
  }

  /** @param {number} rate */
  #choose(rate) {
    this.#rate = rate;
    this.#show();
  }

  #later() {
    forThisTab.set(this.#laterKey, this.#which);
    this.#show();
  }

  async #go() {
    const fetched = await import(new URL("./looking-back.js", import.meta.url).href).catch(() => null);
    if (this.#lookBack) return; // pressed twice
    if (!fetched) return this.room.toast(words("catchup.away"), {urgent: true});
    this.#begun = joined([...this.#begun, ...this.#missed]);
    const {lookBack, player, show} = fetched.lookingBack(this.stage, this.room.lectureUrl, this.#watching, this.#missed, this.#rate);
    this.#lookBack = lookBack;
    this.#player = player;
    this.on(player, "shown", () => show(this.#place("past-people"), this.#place("past-screen")));
    this.on(player, "away", ({detail}) => this.room.toast(detail, {urgent: true}));
    this.on(lookBack, "moved", () => this.#moved());
    this.on(lookBack, "level", () => this.#level());
    lookBack.start();
    player.start();
    this.room.toggleAttribute("data-behind", true);
    this.stage.lookAt(lookBack);
    this.#moved();
    this.#show();
    this.#bar("back").focus();
  }

  #moved() {
    const behind = this.#lookBack?.behind ?? 0;
    this.#bar().hidden = false;
    const called = this.stage.state.floor.some(({person}) => person.id === this.stage.you.id);
    say(this.#bar("behind"), words(called ? "catchup.called" : "catchup.behind", {time: clock(behind), rate: this.#rate}));
    this.#marks();
  }

  #level() {
    this.#end();
    this.room.toast(words("catchup.level"));
  }

  #end() {
    if (!this.#lookBack) return;
    const focused = this.#bar().contains(document.activeElement);
    this.#lookBack.stop();
    this.#player?.close();
    this.#lookBack = this.#player = null;
    for (const place of ["past-people", "past-screen"]) this.#place(place).replaceChildren();
    for (const place of ["past-people", "past-screen"]) this.#place(place).hidden = true;
    this.#bar().hidden = true;
    this.room.toggleAttribute("data-behind", false);
    this.stage.lookAt(null);
    if (focused) /** @type {HTMLElement} */ (this.room.querySelector("[role=tab][tabindex='0']"))?.focus();
    this.#show();
  }

  // The missed parts and the moment watched, on the room's line.
  #marks() {
    const now = this.stage.clock.at(), thumb = this.#place("moment"), missed = this.#place("missed");
    thumb.hidden = this.#lookBack === null;
    if (now <= 0) return;
    thumb.style.setProperty("--at", `${(this.#lookBack?.clock.at() ?? 0) / now * 100}%`);
    if (this.stage.alone) this.#free = joined([...this.#free, {from: Math.max(0, now - this.stage.roster.staffAway), to: now}]);
    const unknown = this.#unknownFrom === null ? [] : [{from: Math.max(0, this.#unknownFrom), to: now}];
    missed.replaceChildren(
      ...this.#still.map(stretch => marked(stretch, now, "missed")),
      ...this.#freeToShow(now).map(stretch => marked(stretch, now, "free")),
      ...unknown.map(stretch => marked(stretch, now, "unknown")));
  }

  /** Breaks and outages have their own look. @param {number} now */
  #freeToShow(now) {
    return pieces(this.stage.state, now).filter(({kind}) => kind === "break" || kind === "outage").reduce((free, piece) => without(free, piece), this.#free);
  }

  get #which() {
    return this.#missed.map(({from}) => Math.round(from / 1000)).join();
  }

  get #laterKey() {
    return `catch up later ${this.room.dataset.lecture}`;
  }

  /** @param {string} [name] */
  #bar(name) {
    const bar = /** @type {HTMLElement} */ (this.room.querySelector(".catchup-bar"));
    return name ? part(bar, name) : bar;
  }

  /** @param {string} name */
  #place(name) {
    return /** @type {HTMLElement} */ (part(this.room, name));
  }
}

/** @param {import("../lecture/stretches.js").Stretch} stretch @param {number} now @param {string} what */
function marked({from, to}, now, what) {
  const mark = document.createElement("i");
  mark.dataset.what = what;
  mark.style.setProperty("--at", `${from / now * 100}%`);
  mark.style.setProperty("--size", `${(to - from) / now * 100}%`);
  return mark;
}
