import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ShortBuffer;
import java.util.List;
import java.util.Map;

/** The narration as sound, and how loudly whoever is in the picture speaks. */
final class Voice {

  /** Samples a second, as espeak-ng makes them. */
  static final int RATE = 22_050;

  private static final int WAV_HEADER = 44;
  private static final Map<String, String> VOICES = Map.of("amara", "en-gb+f2", "karim", "en-gb+m3");

  private final short[] all = new short[MakeSample.SECONDS * RATE];
  private final short[] teacher = new short[all.length];

  static Voice of(List<Line> narration) throws IOException, InterruptedException {
    Voice voice = new Voice();
    int spokenUntil = 0;
    for (Line line : narration) {
      int from = line.second() * RATE + RATE / 2;
      if (from < spokenUntil) {
        throw new IllegalStateException("There is no time before: " + line.words());
      }
      short[] speech = speak(line);
      System.arraycopy(speech, 0, voice.all, from, speech.length);
      if (line.speaker().equals("amara")) {
        System.arraycopy(speech, 0, voice.teacher, from, speech.length);
      }
      spokenUntil = from + speech.length;
    }
    return voice;
  }

  private static short[] speak(Line line) throws IOException, InterruptedException {
    Process espeak =
        new ProcessBuilder("espeak-ng", "-v", VOICES.get(line.speaker()), "-s", "134", "-p", "44", "--stdout", line.words())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    byte[] wav = espeak.getInputStream().readAllBytes();
    if (espeak.waitFor() != 0) {
      throw new IOException("espeak-ng did not speak");
    }
    ShortBuffer samples =
        ByteBuffer.wrap(wav, WAV_HEADER, wav.length - WAV_HEADER).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer();
    short[] speech = new short[samples.remaining()];
    samples.get(speech);
    return speech;
  }

  /** Signed, 16 bits, little endian. */
  byte[] samples() {
    ByteBuffer bytes = ByteBuffer.allocate(all.length * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asShortBuffer().put(all);
    return bytes.array();
  }

  /** Of the teacher around a moment, from 0 to about 1. */
  double loudness(double second) {
    int middle = (int) (second * RATE);
    double sum = 0;
    int counted = 0;
    for (int i = Math.max(0, middle - RATE / 40); i < Math.min(teacher.length, middle + RATE / 40); i++) {
      sum += Math.abs(teacher[i]);
      counted++;
    }
    return counted == 0 ? 0 : Math.min(1, sum / counted / 5_000);
  }
}
