package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class PlacesTests {

  private final Places places;

  PlacesTests() throws IOException {
    places = new Places();
  }

  @Test
  void behavioursStandInTheirOrderWhereTheyHaveATemplate() {
    assertThat(places.at("tool")).first().isEqualTo("behaviours/slides/tool");
    assertThat(places.names("panel")).containsExactly("chat", "questions", "people");
    assertThat(places.names("panel", "people")).containsExactly("people", "chat", "questions");
    assertThat(places.at("nowhere")).isEmpty();
  }

  @Test
  void eachBehaviourThatHasTemplatesIsListed() throws IOException {
    for (Resource template : new PathMatchingResourcePatternResolver().getResources("classpath:templates/behaviours/*/*.html")) {
      String[] path = template.getURL().getPath().split("/");
      String behaviour = path[path.length - 2], place = path[path.length - 1].replace(".html", "");

      assertThat(places.names(place)).contains(behaviour);
    }
  }
}
