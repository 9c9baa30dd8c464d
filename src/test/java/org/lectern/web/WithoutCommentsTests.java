package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class WithoutCommentsTests {

  @Test
  void onlyIndentationAndCommentsThatHaveTheirLinesToThemselvesGo() {
    assertThat(
            WithoutComments.strip(
                """
                // @ts-check
                /** One line. */
                export class A {
                  /**
                   * Some lines.
                   */
                  go() {
                    /** @type {B} */ (this.b).go(); // stays
                    const address = "https://example.org"; /* stays */
                  }
                }
                """))
        .isEqualTo(
            """
            export class A {
            go() {
            (this.b).go(); // stays
            const address = "https://example.org"; /* stays */
            }
            }
            """);
  }

  @Test
  void aStyleSheetTravelsWithoutItsCommentsToo() {
    assertThat(WithoutComments.stripSheet("/* Rows. */\n.q {\n  color: red; /* stays */\n  /* goes,\n     all of it */\n}\n"))
        .isEqualTo(".q {\ncolor: red; /* stays */\n}\n");
  }

  /** Else what is sent would say something else. */
  @Test
  void noTextStandsOnSeveralLines() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/main/resources/static/js"))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".js")).toList()) {
        assertThat(Files.readString(file).lines()).as(file.toString()).noneMatch(line -> line.strip().matches("[^/`'\"]*[=(+:,]\\s*`[^`]*"));
      }
    }
  }
}
