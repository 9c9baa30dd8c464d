import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Encodes what is written to it. */
final class Ffmpeg {

  private Ffmpeg() {}

  interface Source {
    void writeTo(OutputStream in) throws IOException;
  }

  static Path run(List<String> input, List<String> output, Source source) throws IOException, InterruptedException {
    Path encoded = Files.createTempFile("sample", ".bin");
    encoded.toFile().deleteOnExit();
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-y", "-loglevel", "error"));
    command.addAll(input);
    command.addAll(output);
    command.add(encoded.toString());
    Process ffmpeg = new ProcessBuilder(command)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
        .start();
    try (OutputStream in = ffmpeg.getOutputStream()) {
      source.writeTo(in);
    }
    if (ffmpeg.waitFor() != 0) {
      throw new IOException("ffmpeg did not encode");
    }
    return encoded;
  }
}
