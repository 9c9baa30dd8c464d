package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class InlinedImportsTests {

  @Test
  void whatIsImportedTakesItsPlaceInItsLayer() {
    Map<String, String> files = Map.of("fonts.css", "@font-face {}\n", "pages/room.css", ".room { content: \"\\2014\"; }\n");

    assertThat(
            InlinedImports.inline(
                """
                @layer reset, pages;

                @import url("fonts.css");
                @import url("pages/room.css") layer(pages);
                """,
                files::get))
        .isEqualTo(
            """
            @layer reset, pages;

            @font-face {}

            @layer pages {
            .room { content: "\\2014"; }
            }
            """);
  }
}
