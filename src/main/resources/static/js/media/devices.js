// @ts-check
import { forThisBrowser, forThisTab } from "../lib/kept.js";

const CHOSEN = "lectern.devices";
const ENTERED = "lectern.entered";

/**
 * Why a device could not be had, in words for the person, and what they can do.
 * @type {Record<"refused"|"missing"|"busy"|"screen"|"noScreen"|"insecure"|"codec", (device: string) => string>}
 */
const REASONS = {
  refused: device => `Your browser does not let this page use your ${device}. Allow it in the address bar, then try again. You can still watch and write.`,
  missing: device => `No ${device} was found. Plug one in, or go on without: you can still watch and write.`,
  busy: device => `Your ${device} is used by another program. Close that program, then try again.`,
  screen: () => "Nothing was shared. Choose a window or screen to share it.",
  noScreen: () => "This browser cannot share a screen, as those of phones and tablets cannot. Use a computer for it.",
  insecure: () => "Camera and microphone need a secure address (https). You can still watch and write.",
  codec: () => "This browser cannot send picture or sound. A recent Chrome, Edge, Firefox or Safari can. You can still watch and write."
};

/** A device that could not be had; its message is for the person. */
export class DeviceProblem extends Error {
  /**
   * @param {keyof typeof REASONS} reason
   * @param {string} [device] camera or microphone
   */
  constructor(reason, device = "device") {
    super(REASONS[reason](device));
    this.reason = reason;
    this.device = device;
  }
}

/** Whether this browser can publish at all; null when it can. @returns {DeviceProblem|null} */
export function whyNotPublish() {
  if (!globalThis.isSecureContext || !navigator.mediaDevices) return new DeviceProblem("insecure");
  const able = "VideoEncoder" in globalThis && "AudioEncoder" in globalThis && "AudioWorkletNode" in globalThis;
  return able ? null : new DeviceProblem("codec");
}

/** @returns {{camera?: string, microphone?: string, speaker?: string}} ids of the devices chosen before */
export const chosenDevices = () => forThisBrowser.get(CHOSEN) ?? {};

/** @param {"camera"|"microphone"|"speaker"} which @param {string} id */
export function choose(which, id) {
  forThisBrowser.set(CHOSEN, {...chosenDevices(), [which]: id});
}

/**
 * What the person had on when they went from the device check into a lecture's room.
 * @param {string} lecture id
 * @param {{camera: boolean, microphone: boolean}} on
 */
export function enterWith(lecture, on) {
  forThisTab.set(`${ENTERED} ${lecture}`, on.camera || on.microphone ? on : null);
}

/** The same, once. @param {string} lecture id @returns {{camera: boolean, microphone: boolean}} */
export function enteredWith(lecture) {
  const on = forThisTab.get(`${ENTERED} ${lecture}`) ?? {camera: false, microphone: false};
  forThisTab.set(`${ENTERED} ${lecture}`, null);
  return on;
}

/** @returns {Promise<MediaStreamTrack>} the camera chosen before, or any */
export function camera() {
  return track("camera", "video", {width: {ideal: 640}, height: {ideal: 360}, frameRate: {ideal: 30, max: 30}});
}

/** @returns {Promise<MediaStreamTrack>} the microphone chosen before, or any */
export function microphone() {
  return track("microphone", "audio", {channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true});
}

/** @returns {Promise<MediaStream>} one picture and, where the browser gives it, its sound */
export async function screen() {
  const problem = whyNotPublish();
  if (problem) throw problem;
  if (!navigator.mediaDevices.getDisplayMedia) throw new DeviceProblem("noScreen");
  try {
    const stream = await navigator.mediaDevices.getDisplayMedia({video: {frameRate: {ideal: 10, max: 15}}, audio: true});
    for (const picture of stream.getVideoTracks()) picture.contentHint = "text";
    return stream;
  } catch {
    throw new DeviceProblem("screen");
  }
}

/**
 * The devices there are; without names until the person allowed one of them.
 * @returns {Promise<{camera: MediaDeviceInfo[], microphone: MediaDeviceInfo[], speaker: MediaDeviceInfo[]}>}
 */
export async function devices() {
  const all = await navigator.mediaDevices.enumerateDevices();
  const of = (/** @type {string} */ kind) => all.filter(device => device.kind === kind && device.deviceId !== "");
  return {camera: of("videoinput"), microphone: of("audioinput"), speaker: of("audiooutput")};
}

/**
 * @param {"camera"|"microphone"} device
 * @param {"video"|"audio"} kind
 * @param {MediaTrackConstraints} wanted
 */
async function track(device, kind, wanted) {
  const problem = whyNotPublish();
  if (problem) throw problem;
  try {
    const stream = await chosenOrAny(kind, wanted, chosenDevices()[device]);
    return stream.getTracks()[0];
  } catch (error) {
    throw new DeviceProblem(reasonOf(error), device);
  }
}

// The one chosen and no other, though another would fit the size wanted better; but one that is gone must not keep anyone out.
/** @param {"video"|"audio"} kind @param {MediaTrackConstraints} wanted @param {string|undefined} id */
async function chosenOrAny(kind, wanted, id) {
  const open = (/** @type {MediaTrackConstraints} */ which) => navigator.mediaDevices.getUserMedia({[kind]: {...wanted, ...which}});
  if (!id) return open({});
  try {
    return await open({deviceId: {exact: id}});
  } catch (error) {
    if (/** @type {Error} */ (error).name !== "OverconstrainedError") throw error;
    return open({});
  }
}

/** @param {any} error @returns {keyof typeof REASONS} */
function reasonOf(error) {
  switch (error?.name) {
    case "NotFoundError": case "OverconstrainedError": return "missing";
    case "NotReadableError": case "AbortError": return "busy";
    default: return "refused";
  }
}
