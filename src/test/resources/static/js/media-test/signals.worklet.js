// @ts-check
// The audio thread's part of signals.js.

registerProcessor("beeper", class extends AudioWorkletProcessor {
  phase = 0; slot = -1; left = 0;
  process(inputs, [[samples]]) {
    const slot = Math.floor(Date.now() / 500);
    if (slot !== this.slot) { this.slot = slot; this.left = Math.round(0.06 * sampleRate); this.pitch = 500 + 250 * (slot % 8); }
    for (let i = 0; i < samples.length; i++)
      samples[i] = this.left-- > 0 ? 0.5 * Math.sin(this.phase += 2 * Math.PI * this.pitch / sampleRate) : 0;
    return true;
  }
});

registerProcessor("ear", class extends AudioWorkletProcessor {
  silent = 0; heard = []; at = 0;
  process([[samples]]) {
    if (!samples) return true;
    if (this.at) {
      this.heard.push(...samples);
      if (this.heard.length > 0.04 * sampleRate) {
        let crossings = 0; const from = Math.round(0.008 * sampleRate);
        for (let i = from + 1; i < this.heard.length; i++) if (this.heard[i - 1] < 0 && this.heard[i] >= 0) crossings++;
        this.port.postMessage({at: this.at, pitch: crossings / ((this.heard.length - from) / sampleRate)});
        this.at = 0; this.heard = []; this.silent = 0;
      }
    } else if (samples.some(sample => Math.abs(sample) > 0.1)) {
      if (this.silent > 0.08 * sampleRate) { this.at = Date.now(); this.heard = [...samples]; }
      this.silent = 0;
    } else this.silent += samples.length;
    return true;
  }
});
