package org.lectern.text;

import com.ibm.icu.text.SpoofChecker;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Names that look as if they were some others (Unicode TR39): with a Cyrillic а in Anna, with a large I for a small L, or without a title. */
public final class LookAlikes {

  private static final SpoofChecker CONFUSABLES = new SpoofChecker.Builder().build();

  private final Set<String> skeletons = new HashSet<>();

  /** @param names of those who might be taken for */
  public LookAlikes(Collection<String> names) {
    names.forEach(name -> skeletons.addAll(skeletons(name)));
  }

  /** Whether somebody of this name can be taken for one of them. */
  public boolean has(String name) {
    return !skeletons.isEmpty() && skeletons(name).stream().anyMatch(skeletons::contains);
  }

  /** As it is written, and in small letters: each hides other resemblances. Accents, spaces and titles tell nobody apart. */
  private static Set<String> skeletons(String name) {
    String words = Arrays.stream(name.split("\\s+")).filter(word -> !word.endsWith(".")).collect(Collectors.joining());
    String whole = words.isEmpty() ? name : words;
    return new HashSet<>(List.of(skeleton(whole), skeleton(Folded.of(whole))));
  }

  private static String skeleton(String name) {
    return Folded.of(CONFUSABLES.getSkeleton(name));
  }
}
