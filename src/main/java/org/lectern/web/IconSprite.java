package org.lectern.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.web.servlet.resource.AbstractResourceResolver;
import org.springframework.web.servlet.resource.ResourceResolverChain;
import org.webjars.WebJarVersionLocator;

/** One small file {@code /icons.svg} of the Lucide icons named in {@code icons.txt}, made once at the start. */
class IconSprite extends AbstractResourceResolver {

  private static final String PATH = "icons.svg";

  /** What lies between the outer tags of an icon's file; size and stroke come from our stylesheet. */
  private static final Pattern DRAWING = Pattern.compile("<svg[^>]*>(.*)</svg>", Pattern.DOTALL);

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
    String symbols =
        read(new ClassPathResource("icons.txt")).lines().map(IconSprite::symbol).collect(Collectors.joining("\n"));
    return ("<svg xmlns=\"http://www.w3.org/2000/svg\">\n" + symbols + "\n</svg>\n").getBytes(StandardCharsets.UTF_8);
  }

  private static String symbol(String name) {
    String path = new WebJarVersionLocator().fullPath("lucide-static", "icons/" + name + ".svg");
    if (path == null) {
      throw new IllegalStateException("There is no icon named " + name);
    }
    Matcher drawing = DRAWING.matcher(read(new ClassPathResource(path)));
    if (!drawing.find()) {
      throw new IllegalStateException("Not an icon: " + path);
    }
    return "<symbol id=\"%s\" viewBox=\"0 0 24 24\">%s</symbol>"
        .formatted(name, drawing.group(1).replaceAll("\\s+", " ").strip());
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
