// @ts-check
// A camera that shows the time and a microphone that sounds it, so that whoever watches can say how old what they see and hear is.

export const wall = () => performance.timeOrigin + performance.now();

const CELLS = 32; // 4 to find it, 24 of milliseconds, 4 to check

const check = v => (v ^ v >> 4 ^ v >> 8 ^ v >> 12 ^ v >> 16 ^ v >> 20) & 15;

function bits(ms) {
  const value = Math.floor(ms) & 0xffffff;
  const all = [1, 0, 1, 0];
  for (let i = 23; i >= 0; i--) all.push(value >> i & 1);
  for (let i = 3; i >= 0; i--) all.push(check(value) >> i & 1);
  return all;
}

/** A picture track with the wall clock drawn in bars. */
export function clockCamera(width, height, fps) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const paint = canvas.getContext("2d");
  const draw = () => {
    const t = wall() / 1000;
    paint.fillStyle = `hsl(${t * 40 % 360} 40% 50%)`;
    paint.fillRect(0, 0, width, height);
    paint.fillStyle = "#c96";
    paint.beginPath();
    paint.ellipse(width / 2 + Math.sin(t * 1.3) * width * 0.2, height / 2, width * 0.14, height * 0.28, 0, 0, 7);
    paint.fill();
    const bar = Math.max(16, height / 12);
    bits(wall()).forEach((bit, i) => {
      paint.fillStyle = bit ? "#fff" : "#000";
      paint.fillRect(Math.round(i * width / CELLS), 0, Math.ceil(width / CELLS), bar);
    });
  };
  setInterval(draw, 1000 / fps);
  draw();
  return canvas.captureStream(fps).getVideoTracks()[0];
}

const small = new OffscreenCanvas(CELLS * 4, 4);
const pixels = small.getContext("2d", {willReadFrequently: true});

/** Age in ms of the clock shown in a picture; null when it cannot be read. */
export function age(source, width, height) {
  const now = wall();
  const bar = Math.max(16, height / 12);
  pixels.drawImage(source, 0, bar * 0.3, width, bar * 0.4, 0, 0, CELLS * 4, 4);
  const row = pixels.getImageData(0, 2, CELLS * 4, 1).data;
  const read = Array.from({length: CELLS}, (_, i) => row[(i * 4 + 1) * 4] + row[(i * 4 + 2) * 4] > 255 ? 1 : 0);
  if (read.slice(0, 4).join("") !== "1010") return null;
  const number = part => part.reduce((value, bit) => value * 2 + bit, 0);
  const value = number(read.slice(4, 28));
  if (check(value) !== number(read.slice(28))) return null;
  let difference = Math.floor(now) % 0x1000000 - value;
  if (difference < -8e6) difference += 0x1000000;
  return difference + now % 1;
}

const worklet = context => context.audioWorklet.addModule(new URL("./signals.worklet.js", import.meta.url));

/** A sound track with a short tone each half second; its pitch says which half second. */
export async function clockMicrophone(context) {
  await worklet(context);
  const beeper = new AudioWorkletNode(context, "beeper", {numberOfInputs: 0, outputChannelCount: [1]});
  const out = context.createMediaStreamDestination();
  out.channelCount = 1;
  beeper.connect(out);
  return out.stream.getAudioTracks()[0];
}

/** Tells the age in ms of each tone that is heard. */
export async function ear(context, heard) {
  await worklet(context);
  const node = new AudioWorkletNode(context, "ear", {numberOfOutputs: 1});
  node.port.onmessage = ({data: {at, pitch}}) => {
    const which = Math.round((pitch - 500) / 250);
    for (let back = 0, slot = Math.floor(at / 500); back < 8; back++, slot--) {
      if (slot % 8 === which) return heard(at - slot * 500);
    }
  };
  const quiet = context.createGain();
  quiet.gain.value = 0.001;
  node.connect(quiet).connect(context.destination);
  return node;
}

/** The age that nine of ten exceed: a busy machine takes pictures and tones later than they are, never earlier. */
const youngest = ages => [...ages].sort((a, b) => a - b)[Math.floor(ages.length / 10)];

/** Milliseconds between the last pictures, as old as they are when they are due, and the last tones; too many while there are few. */
export function step(pictures, tones) {
  if (pictures.length < 60 || tones.length < 8) return Infinity;
  return Math.abs(youngest(pictures.slice(-60)) - youngest(tones.slice(-8)));
}
