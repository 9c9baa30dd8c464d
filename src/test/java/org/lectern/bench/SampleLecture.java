package org.lectern.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.lectern.support.Browsers;
import org.lectern.support.RoomClient;
import org.lectern.support.RunningServer;

/** The packaged server with its sample lecture begun, for what is measured in browsers. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class SampleLecture {

  @TempDir static Path home;

  Browsers browsers;
  RunningServer server;

  @BeforeAll
  void aLectureIsOn() throws Exception {
    browsers = new Browsers();
    server = RunningServer.start(home, List.of("-Xms1g", "-Xmx2g"), "--lectern.demo=true").withSample();
    String instructor = server.signIn("amara@lectern.example", "lectern-demo");
    try (RoomClient room = RoomClient.join(server.port(), instructor, MediaBenchmarks.LECTURE, 0)) {
      room.say("lecture.start", Map.of());
    }
  }

  @AfterAll
  void itIsOver() {
    server.close();
    browsers.close();
  }
}
