package org.lectern.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;
import org.webjars.WebJarVersionLocator;

/**
 * One small file {@code /icons.svg} of the Lucide icons that our templates name, made once at the start. Whatever is quoted in a template
 * and is the name of an icon is taken for one, because a template may choose among several; so a few come along that nobody shows.
 */
class IconSprite extends AbstractResourceResolver {

  private static final String PATH = "icons.svg";

  private static final String FOLDER =
      "META-INF/resources/webjars/lucide-static/%s/icons".formatted(new WebJarVersionLocator().version("lucide-static"));

  /** What lies between the outer tags of an icon's file; size and stroke come from our stylesheet. */
  private static final Pattern DRAWING = Pattern.compile("<svg[^>]*>(.*)</svg>", Pattern.DOTALL);

  /** What a template quotes, and may be the name of an icon. */
  private static final Pattern QUOTED = Pattern.compile("'([a-z][a-z0-9-]+)'");

  /** What a template shows as an icon and nothing else. */
  private static final Pattern SHOWN = Pattern.compile("icon\\((?:name=)?'([^']+)'");

  private final Resource sprite = new Sprite(draw());

  byte[] bytes() {
    return ((Sprite) sprite).getByteArray();
  }

  @Override
  protected @Nullable Resource resolveResourceInternal(
      @Nullable HttpServletRequest request,
      String path,
      List<? extends Resource> locations,
      ResourceResolverChain chain) {
    return isSprite(path) ? sprite : chain.resolveResource(request, path, locations);
  }

  @Override
  protected @Nullable String resolveUrlPathInternal(
      String path, List<? extends Resource> locations, ResourceResolverChain chain) {
    return isSprite(path) ? path : chain.resolveUrlPath(path, locations);
  }

  /** What a version was taken from still has its slash. */
  private static boolean isSprite(String path) {
    return path.equals(PATH) || path.equals("/" + PATH);
  }

  private static byte[] draw() {
    String templates = templates();
    Set<String> names = found(SHOWN, templates);
    found(QUOTED, templates).stream().filter(name -> icon(name).exists()).forEach(names::add);
    String symbols = names.stream().map(IconSprite::symbol).collect(Collectors.joining("\n"));
    return ("<svg xmlns=\"http://www.w3.org/2000/svg\">\n" + symbols + "\n</svg>\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String symbol(String name) {
    if (!icon(name).exists()) {
      throw new IllegalStateException("There is no icon named " + name);
    }
    Matcher drawing = DRAWING.matcher(read(icon(name)));
    if (!drawing.find()) {
      throw new IllegalStateException("Not an icon: " + name);
    }
    return "<symbol id=\"%s\" viewBox=\"0 0 24 24\">%s</symbol>"
        .formatted(name, drawing.group(1).replaceAll("\\s+", " ").strip());
  }

  private static Resource icon(String name) {
    return new ClassPathResource("%s/%s.svg".formatted(FOLDER, name));
  }

  private static String templates() {
    try {
      return Stream.of(new PathMatchingResourcePatternResolver().getResources("classpath:templates/**/*.html"))
          .map(IconSprite::read)
          .collect(Collectors.joining());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** In the order of their names. */
  private static Set<String> found(Pattern pattern, String templates) {
    return pattern.matcher(templates).results().map(found -> found.group(1)).collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(Resource resource) {
    try {
      return resource.getContentAsString(StandardCharsets.UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** A named resource, because the name decides the content type. */
  private static final class Sprite extends ByteArrayResource {

    private static final long START = System.currentTimeMillis();

    Sprite(byte[] bytes) {
      super(bytes);
    }

    @Override
    public String getFilename() {
      return PATH;
    }

    @Override
    public long lastModified() {
      return START;
    }
  }
}
