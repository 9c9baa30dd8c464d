package org.lectern.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

class LinkedModulesTests {

  @Test
  void whatIsImportedComesFirstAndOnce() {
    Map<String, String> files = Map.of(
        "/js/room/main.js", """
            import {say as tell} from "../lib/words.js";
            import "./chat.js";
            tell();
            """,
        "/js/room/chat.js", """
            import {say} from "../lib/words.js";
            const own = new URL("./chat.worker.js", import.meta.url);
            say(own);
            """,
        "/js/lib/words.js", """
            const words = [];
            export class Word {}
            export async function say(word) { words.push(word); }
            """);

    assertThat(LinkedModules.link("/js/room/main.js", files::get))
        .isEqualTo("""
            const $1 = (() => {
            const words = [];
            class Word {}
            async function say(word) { words.push(word); }
            return {Word, say};
            })();
            const $2 = (() => {
            const {say} = $1;
            const own = new URL("./chat.worker.js", new URL("../../js/room/chat.js", import.meta.url));
            say(own);
            return {};
            })();
            const {say: tell} = $1;
            tell();
            """);
  }

  @Test
  void aModuleThatNobodyImportsKeepsItsExports() {
    assertThat(LinkedModules.link("/js/lib/words.js", path -> "export const words = [];\n")).isEqualTo("export const words = [];\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {
      "import * as words from \"./words.js\";\n", "import words from \"./words.js\";\n", "export default class Word {}\n",
      "export let words;\n", "export {words};\n", "import {again} from \"./main.js\";\n"
  })
  void whatItDoesNotUnderstandIsNotSent(String module) {
    Map<String, String> files = Map.of("/js/main.js", "import {a} from \"./a.js\";\n", "/js/a.js", module, "/js/words.js", "");

    assertThatThrownBy(() -> LinkedModules.link("/js/main.js", files::get)).isInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/js/app.js", "/js/room/main.js", "/js/replay/main.js", "/js/media/prepare.js", "/js/media/publish.worker.js", "/js/media/sound.worklet.js"})
  void whatPagesAskForIsSentAsOneFile(String path) {
    assertThat(LinkedModules.link(path, LinkedModulesTests::ours)).doesNotContainPattern("(?m)^import |from \"\\.");
  }

  private static String ours(String path) {
    try {
      return new ClassPathResource("static" + path).getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }
}
