import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the picture and sound of the sample recording: speaks the narration, draws the teacher who says it, encodes both
 * as a browser would, and writes what the browser would have sent. Needs {@code espeak-ng} and an {@code ffmpeg} with
 * libopenh264 and libopus on the path. From the project's folder:
 *
 * <pre>java src/tools/sample/MakeSample.java</pre>
 */
class MakeSample {

  static final int SECONDS = 180;

  private static final Path FOLDER = Path.of("src/main/resources/sample");

  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Line> narration = Line.read(FOLDER.resolve("narration.tsv"));
    Voice voice = Voice.of(narration);
    List<Packet> picture = picture(voice);
    List<Packet> sound = sound(voice);
    List<Packet> all = new ArrayList<>(picture);
    all.addAll(sound);
    all.sort(Comparator.comparingLong(Packet::micros));
    try (Tape tape = new Tape(Files.newOutputStream(FOLDER.resolve("recording.frames")))) {
      tape.opens(1, H264.description(picture.getFirst().bytes()));
      tape.opens(2, Opus.DESCRIPTION);
      for (Packet packet : all) {
        tape.write(packet);
      }
    }
  }

  private static List<Packet> picture(Voice voice) throws IOException, InterruptedException {
    Path encoded = Ffmpeg.run(
        List.of("-f", "rawvideo", "-pix_fmt", "bgr24", "-video_size", "%dx%d".formatted(Scene.WIDTH, Scene.HEIGHT),
            "-framerate", String.valueOf(Scene.FRAMES_A_SECOND), "-i", "-"),
        List.of("-c:v", "libopenh264", "-profile:v", "constrained_baseline", "-b:v", "96k", "-allow_skip_frames", "0",
            "-g", String.valueOf(2 * Scene.FRAMES_A_SECOND), "-pix_fmt", "yuv420p",
            "-bsf:v", "h264_metadata=aud=insert", "-f", "h264"),
        in -> draw(voice, in));
    return H264.packets(Files.readAllBytes(encoded));
  }

  private static void draw(Voice voice, OutputStream in) throws IOException {
    Scene scene = new Scene();
    for (int frame = 0; frame < SECONDS * Scene.FRAMES_A_SECOND; frame++) {
      double second = (double) frame / Scene.FRAMES_A_SECOND;
      in.write(scene.at(second, voice.loudness(second)));
    }
  }

  private static List<Packet> sound(Voice voice) throws IOException, InterruptedException {
    Path encoded = Ffmpeg.run(
        List.of("-f", "s16le", "-ar", String.valueOf(Voice.RATE), "-ac", "1", "-i", "-"),
        List.of("-ar", "48000", "-c:a", "libopus", "-b:a", "24k", "-application", "voip", "-frame_duration", "20", "-f", "ogg"),
        in -> in.write(voice.samples()));
    return Opus.packets(Files.readAllBytes(encoded));
  }
}
