// @ts-check
import { LivePlayer } from "../media/live-player.js";
import { Publisher } from "../media/capture.js";
import { can } from "../media/capabilities.js";
import { age, clockCamera, clockMicrophone, ear, step, wall } from "./signals.js";

// What the journeys ask of a page: to publish, and to watch what comes over the plainest of rooms.

const socket = path => `${location.origin.replace("http", "ws")}${path}`;

window.publish = async (lecture, {camera = true, microphone = true, width = 640, height = 360, rate = 48000} = {}) => {
  const context = new AudioContext({sampleRate: rate});
  await context.resume();
  const publisher = window.publisher = new Publisher(socket(`/lectures/${lecture}/tracks`), String(lecture));
  window.lines = [];
  publisher.addEventListener("line", ({detail}) => window.lines.push(detail));
  publisher.addEventListener("problem", ({detail}) => window.lines.push(detail));
  if (camera) await publisher.camera(clockCamera(width, height, 30));
  if (microphone) await publisher.microphone(await clockMicrophone(context));
};

window.watch = async lecture => {
  const began = wall();
  const seen = window.seen = {first: null, picture: [], due: [], sound: [], shown: 0, gaps: [], bytes: 0, items: [], inits: [], seeks: 0};
  const context = window.audio = new AudioContext({sampleRate: 48000, latencyHint: "interactive"});
  await context.resume();
  const listening = await ear(context, ms => seen.sound.push(Math.round(ms)));
  let last = 0;
  const playback = window.playback = new LivePlayer(() => {
    const video = document.createElement("video");
    document.body.append(video);
    context.createMediaElementSource(video).connect(listening);
    video.addEventListener("seeking", () => seen.seeks++);
    const shown = (_, {mediaTime}) => {
      const now = wall();
      const ms = age(video, video.videoWidth, video.videoHeight);
      seen.shown++;
      if (last) seen.gaps.push(Math.round(now - last));
      last = now;
      if (ms !== null) {
        seen.first ??= now - began;
        seen.picture.push(Math.round(ms));
        seen.due.push(ms - (video.currentTime - mediaTime) * 1000); // a busy machine shows pictures later than they are due beside the sound
      }
      video.requestVideoFrameCallback(shown);
    };
    video.requestVideoFrameCallback(shown);
    return video;
  });
  const take = data => {
    if (typeof data === "string") {
      seen.items.push(JSON.parse(data));
      playback.tracks(JSON.parse(data));
    } else {
      seen.bytes += data.byteLength;
      playback.bytes(data);
    }
  };
  const late = [];
  window.holdBack = () => window.holding = true;
  window.letGo = () => {
    window.holding = false;
    late.splice(0).forEach(take);
  };
  window.connect = () => {
    const line = window.line = new WebSocket(socket(`/test/watch/${lecture}`));
    line.binaryType = "arraybuffer";
    line.onmessage = ({data}) => window.holding ? late.push(data) : take(data);
  };
  window.connect();
};

window.cameraAgain = () => window.publisher.camera(clockCamera(640, 360, 30));
window.step = step;
window.can = can;
window.ready = true;

window.replay = async lecture => {
  const {default: Hls} = await import("/webjars/hls.js/1.4.12/dist/hls.mjs");
  const video = window.video = document.createElement("video");
  video.muted = true;
  document.body.append(video);
  const hls = new Hls();
  window.problems = [];
  window.ages = [];
  hls.on(Hls.Events.ERROR, (_, {fatal, details}) => fatal && window.problems.push(details));
  hls.loadSource(`/lectures/${lecture}/media/master.m3u8`);
  hls.attachMedia(video);
  const shown = () => {
    window.ages.push(age(video, video.videoWidth, video.videoHeight));
    video.requestVideoFrameCallback(shown);
  };
  video.requestVideoFrameCallback(shown);
  await video.play();
};
