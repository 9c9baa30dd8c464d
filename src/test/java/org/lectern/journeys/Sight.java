package org.lectern.journeys;

import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * What someone sees and hears in one video of the room. The other side shows and sounds the time (see {@code signals.js}), so
 * every picture and every tone tells its age.
 */
final class Sight {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String WATCH =
      """
      async video => {
        const {age, ear} = await import('/js/media-test/signals.js');
        const seen = {video, picture: [], due: [], sound: [], largestGap: 0, at: 0};
        const context = new AudioContext({sampleRate: 48000, latencyHint: 'interactive'});
        await context.resume();
        context.createMediaElementSource(video).connect(await ear(context, ms => seen.sound.push(ms)));
        const shown = (_, {mediaTime}) => {
          const ms = age(video, video.videoWidth, video.videoHeight), now = performance.now();
          if (ms !== null) {
            seen.picture.push(ms);
            seen.due.push(ms - (video.currentTime - mediaTime) * 1000);
          }
          if (seen.at) seen.largestGap = Math.max(seen.largestGap, now - seen.at);
          seen.at = now;
          video.requestVideoFrameCallback(shown);
        };
        video.requestVideoFrameCallback(shown);
        return seen;
      }""";

  private static final String MOVES =
      """
      video => {
        const canvas = new OffscreenCanvas(64, 36), paint = canvas.getContext('2d', {willReadFrequently: true}), seen = Object.assign(new Set(), {video});
        const shown = () => {
          paint.drawImage(video, 0, 0, 64, 36);
          seen.add(paint.getImageData(0, 0, 64, 36).data.join());
          if (seen.size < 20) video.requestVideoFrameCallback(shown);
        };
        video.requestVideoFrameCallback(shown);
        return seen;
      }""";
  private static final String SOUNDS =
      """
      video => {
        const heard = {video, any: false};
        const context = new AudioContext(), listener = context.createAnalyser(), samples = new Float32Array(2048);
        context.createMediaElementSource(video).connect(listener).connect(context.destination);
        const listen = setInterval(() => {
          listener.getFloatTimeDomainData(samples);
          heard.any ||= samples.some(sample => Math.abs(sample) > 0.05);
          if (heard.any) clearInterval(listen);
        }, 20);
        return heard;
      }""";

  /** What there is to know about a video that does not do what is waited for. */
  private static final String STATE =
      """
      ({video, size, picture}) => JSON.stringify({
        pictures: size ?? picture?.length, inThePage: video.isConnected, readyState: video.readyState, paused: video.paused, at: video.currentTime,
        buffered: Array.from({length: video.buffered.length}, (_, part) => [video.buffered.start(part), video.buffered.end(part)]),
        problem: video.error?.message, hidden: document.hidden, here: document.querySelectorAll('video').length})""";

  private final JSHandle seen;

  private Sight(JSHandle seen) {
    this.seen = seen;
  }

  static Sight of(Locator video) {
    return new Sight(video.evaluateHandle(WATCH));
  }

  /** Waits until twenty different pictures were shown, whatever is in them. */
  static void moves(Locator video) {
    until(video.evaluateHandle(MOVES), "seen => seen.size >= 20");
  }

  /** Waits for any sound; once for each video. */
  static void sounds(Locator video) {
    until(video.evaluateHandle(SOUNDS), "heard => heard.any");
  }

  /** Waits until so many pictures were read: each is another moment, so the picture moves. */
  void sees(int pictures) {
    until("seen => seen.picture.length >= %d".formatted(pictures));
  }

  void hears(int tones) {
    until("seen => seen.sound.length >= %d".formatted(tones));
  }

  /** Waits until the last pictures are no older than this. */
  void isAtTheEdge(int millis) {
    until("seen => seen.picture.length > 10 && seen.picture.slice(-10).every(age => age < %d)".formatted(millis));
  }

  /** Forgets what was seen and heard so far. */
  void looksAnew() {
    seen.evaluate("seen => { seen.picture = []; seen.due = []; seen.sound = []; seen.largestGap = seen.at = 0; }");
  }

  /** Median age in ms. */
  double picture() {
    return ((Number) seen.evaluate("({picture}) => [...picture].sort((a, b) => a - b)[picture.length >> 1]")).doubleValue();
  }

  /** Waits until pictures and tones tell the same time. On a busy machine a camera's clock may take seconds to be found. */
  void isInStep(int millis) {
    until("async ({due, sound}) => (await import('/js/media-test/signals.js')).step(due, sound) <= %d".formatted(millis));
  }


  private void until(String condition) {
    until(seen, condition);
  }

  private static void until(JSHandle seen, String condition) {
    try {
      Awaitility.await(condition)
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(() -> Boolean.TRUE.equals(seen.evaluate(condition)));
    } catch (ConditionTimeoutException tooLong) {
      throw new AssertionError("%s, but %s".formatted(condition, seen.evaluate(STATE)), tooLong);
    }
  }
}
