package org.lectern.lecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * What the behaviours show on the stage. Each has a folder of templates, {@code templates/behaviours/<name>/}, and a template there is
 * called by the place it is for: {@code tool.html} stands in the toolbar, {@code more.html} in its menu on a phone, {@code panel.html} beside the picture, {@code dialogs.html}
 * over all of it.
 */
@Component
class Places {

  /** In the order in which they stand at a place; all others follow these. */
  private static final List<String> FIRST =
      List.of("slides", "lifecycle", "hands", "reactions", "pace", "floor", "chat", "questions", "people");

  private static final String FOLDER = "templates/";

  /** Without their endings. */
  private final Set<String> templates;
  private final Collection<String> behaviours;

  Places() throws IOException {
    templates =
        Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:%sbehaviours/*/*.html".formatted(FOLDER)))
            .map(Places::name)
            .collect(Collectors.toUnmodifiableSet());
    Stream<String> found = templates.stream().map(template -> template.split("/")[1]).sorted();
    behaviours = Stream.concat(FIRST.stream(), found).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /** The templates for a place. */
  public List<String> at(String place) {
    return names(place).stream().map(behaviour -> template(behaviour, place)).toList();
  }

  /** The behaviours that have something at a place. */
  public List<String> names(String place) {
    return behaviours.stream().filter(behaviour -> templates.contains(template(behaviour, place))).toList();
  }

  /** The same, with one of them before the others. */
  public Collection<String> names(String place, String first) {
    List<String> names = names(place);
    return Stream.concat(names.stream().filter(first::equals), names.stream()).collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String template(String behaviour, String place) {
    return "behaviours/%s/%s".formatted(behaviour, place);
  }

  private static String name(Resource file) {
    try {
      String address = file.getURL().toString();
      return address.substring(address.lastIndexOf(FOLDER) + FOLDER.length()).replaceFirst("\\.html$", "");
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
