// @ts-check
import { forThisBrowser } from "../lib/kept.js";

const CHOSEN = "lectern.devices";

/**
 * Why a device could not be had, in words for the person, and what they can do.
 * @type {Record<"refused"|"missing"|"busy"|"screen"|"insecure"|"codec", (device: string) => string>}
 */
const REASONS = {
  refused: device => `Your browser does not let this page use your ${device}. Allow it in the address bar, then try again. You can still watch and write.`,
  missing: device => `No ${device} was found. Plug one in, or go on without: you can still watch and write.`,
  busy: device => `Your ${device} is used by another program. Close that program, then try again.`,
  screen: () => "Nothing was shared. Choose a window or screen to share it.",
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

/** @returns {Promise<MediaStreamTrack>} the camera chosen before, or any */
export function camera() {
  return track("camera", {
    video: {width: {ideal: 640}, height: {ideal: 360}, frameRate: {ideal: 30, max: 30}, ...wanted(chosenDevices().camera)}
  });
}

/** @returns {Promise<MediaStreamTrack>} the microphone chosen before, or any */
export function microphone() {
  return track("microphone", {
    audio: {
      channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true,
      ...wanted(chosenDevices().microphone)
    }
  });
}

/** @returns {Promise<MediaStream>} one picture and, where the browser gives it, its sound */
export async function screen() {
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

/** @param {string|undefined} id  a preference only: a device that is gone must not keep anyone out */
const wanted = id => id ? {deviceId: {ideal: id}} : {};

/** @param {string} device @param {MediaStreamConstraints} constraints */
async function track(device, constraints) {
  const problem = whyNotPublish();
  if (problem?.reason === "insecure") throw problem;
  try {
    const stream = await navigator.mediaDevices.getUserMedia(constraints);
    return stream.getTracks()[0];
  } catch (error) {
    throw new DeviceProblem(reasonOf(error), device);
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
