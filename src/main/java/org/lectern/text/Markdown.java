package org.lectern.text;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.Image;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlWriter;

/**
 * What people write as HTML: emphasis, code, lists, quotes, links, formulas and images of the product, and nothing else. Whatever is no
 * such thing stays the text it is; what is too long or too deep is text from end to end. {@code js/lib/markdown.js} makes the same of
 * it: both answer to {@code fixtures/text/markdown.json}. A formula is its source here; a browser draws it.
 */
public final class Markdown {

  /** UTF-16 units; what is longer is text, so that nobody's page is busy with somebody's experiment. */
  static final int LONGEST = 20_000;

  /** How deep lists, quotes and emphasis may stand in each other. */
  static final int DEEPEST = 12;

  private static final Pattern TOO_DEEP =
      Pattern.compile("^(?:[ \\t]*(?:>|(?:[*+-]|\\d{1,9}[.)])[ \\t])){%d}".formatted(DEEPEST + 1), Pattern.MULTILINE);
  private static final Pattern OF_THE_WEB = Pattern.compile("(?:https?://|mailto:)[^\\s\\p{Cc}]+", Pattern.CASE_INSENSITIVE);
  private static final Pattern OF_THE_PRODUCT = Pattern.compile("image:([0-9a-f-]{36})(?:#([1-9]\\d{0,3})x([1-9]\\d{0,3}))?");
  private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z0-9+#-]{1,20}(?=\\s|$)");

  private static final Parser PARSER =
      Parser.builder().enabledBlockTypes(Set.of(BlockQuote.class, FencedCodeBlock.class, IndentedCodeBlock.class, ListBlock.class)).build();

  private Markdown() {}

  /** @param images where an image is, for this reader; none is shown by its description */
  public static String html(String source, Images images) {
    Formulas formulas = new Formulas(source);
    try {
      if (source.length() > LONGEST || TOO_DEEP.matcher(source).find()) {
        throw new TooDeepException();
      }
      return new Writing(formulas, images).all(PARSER.parse(formulas.withMarks()));
    } catch (TooDeepException _) {
      return new Writing(formulas, images).plain(source);
    }
  }

  /** Where an image of the product is, if there is one of this id for whoever reads. */
  public interface Images {
    Images NONE = _ -> Optional.empty();

    Optional<String> address(String id);
  }

  private static final class TooDeepException extends RuntimeException {
    TooDeepException() {
      super(null, null, false, false);
    }
  }

  /** One text on its way to HTML. */
  private static final class Writing {

    private final Formulas formulas;
    private final Images images;
    private final StringBuilder html = new StringBuilder();
    private final HtmlWriter writer = new HtmlWriter(html);
    private final StringBuilder text = new StringBuilder();
    private final Deque<Boolean> tight = new ArrayDeque<>();
    private int depth;
    private boolean inLink;

    Writing(Formulas formulas, Images images) {
      this.formulas = formulas;
      this.images = images;
    }

    String all(Node document) {
      children(document);
      return html.toString();
    }

    String plain(String source) {
      writer.tag("p");
      boolean first = true;
      for (String line : Formulas.unmarked(source).split("\n", -1)) {
        if (!first) {
          writer.tag("br");
        }
        withLinks(line);
        first = false;
      }
      writer.tag("/p");
      return html.toString();
    }

    private void children(Node parent) {
      for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
        one(child);
      }
      flush();
    }

    private void one(Node node) {
      switch (node) {
        case Text words -> text.append(words.getLiteral());
        case HtmlInline words -> text.append(words.getLiteral());
        default -> {
          flush();
          element(node);
        }
      }
    }

    private void element(Node node) {
      switch (node) {
        case Paragraph paragraph -> paragraph(paragraph);
        case BlockQuote _ -> within("blockquote", Map.of(), node);
        case BulletList list -> list("ul", Map.of(), list);
        case OrderedList list -> list("ol", start(list), list);
        case ListItem _ -> within("li", Map.of(), node);
        case FencedCodeBlock code -> codeBlock(code.getInfo(), code.getLiteral());
        case IndentedCodeBlock code -> codeBlock("", code.getLiteral());
        case Emphasis _ -> within("em", Map.of(), node);
        case StrongEmphasis _ -> within("strong", Map.of(), node);
        case Code code -> enclosed("code", Map.of(), formulas.asTyped(code.getLiteral()));
        case SoftLineBreak _ -> writer.tag("br");
        case HardLineBreak _ -> writer.tag("br");
        case Link link -> link(link);
        case Image image -> image(image);
        default -> children(node);
      }
    }

    private void paragraph(Paragraph paragraph) {
      if (paragraph.getParent() instanceof ListItem && Boolean.TRUE.equals(tight.peek())) {
        children(paragraph);
        return;
      }
      writer.tag("p");
      children(paragraph);
      writer.tag("/p");
    }

    private void list(String tag, Map<String, String> attributes, ListBlock list) {
      tight.push(list.isTight());
      within(tag, attributes, list);
      tight.pop();
    }

    private static Map<String, String> start(OrderedList list) {
      Integer from = list.getMarkerStartNumber();
      return from == null || from == 1 ? Map.of() : Map.of("start", from.toString());
    }

    private void codeBlock(String info, String words) {
      Matcher language = LANGUAGE.matcher(info);
      writer.tag("pre");
      enclosed("code", language.lookingAt() ? Map.of("class", "language-" + language.group()) : Map.of(), formulas.asTyped(words));
      writer.tag("/pre");
    }

    private void link(Link link) {
      String to = link.getDestination();
      if (inLink || !OF_THE_WEB.matcher(to).matches() || Formulas.isMarked(to)) {
        children(link);
        return;
      }
      inLink = true;
      within("a", linking(to), link);
      inLink = false;
    }

    private void image(Image image) {
      Matcher own = OF_THE_PRODUCT.matcher(image.getDestination());
      String said = described(image, new StringBuilder()).toString();
      Optional<String> address = own.matches() ? images.address(own.group(1)) : Optional.empty();
      if (address.isEmpty()) {
        text.append(said);
        return;
      }
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("class", "picture");
      attributes.put("src", address.get());
      attributes.put("alt", formulas.asTyped(said));
      if (own.group(2) != null) {
        attributes.put("width", own.group(2));
        attributes.put("height", own.group(3));
      }
      attributes.put("loading", "lazy");
      writer.tag("img", attributes);
    }

    private StringBuilder described(Node node, StringBuilder said) {
      deeper();
      for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
        switch (child) {
          case Text words -> said.append(words.getLiteral());
          case HtmlInline words -> said.append(words.getLiteral());
          case Code code -> said.append(code.getLiteral());
          case SoftLineBreak _ -> said.append(' ');
          case HardLineBreak _ -> said.append(' ');
          default -> described(child, said);
        }
      }
      depth--;
      return said;
    }

    private void within(String tag, Map<String, String> attributes, Node node) {
      deeper();
      writer.tag(tag, attributes);
      children(node);
      writer.tag("/" + tag);
      depth--;
    }

    private void deeper() {
      if (++depth > DEEPEST) {
        throw new TooDeepException();
      }
    }

    private void enclosed(String tag, Map<String, String> attributes, String words) {
      writer.tag(tag, attributes);
      writer.text(words);
      writer.tag("/" + tag);
    }

    /** Writes the text that has come together: parts that a parser took apart may be one address. */
    private void flush() {
      String all = formulas.withoutNotes(text.toString());
      text.setLength(0);
      int to = 0;
      for (Formulas.Place place : formulas.in(all)) {
        withLinks(all.substring(to, place.from()));
        enclosed("code", Map.of("class", place.formula().alone() ? "formula formula-block" : "formula"), place.formula().source());
        to = place.to();
      }
      withLinks(all.substring(to));
    }

    private void withLinks(String words) {
      int to = 0;
      for (Addresses.Found found : Addresses.in(inLink ? "" : words)) {
        writer.text(words.substring(to, found.from()));
        enclosed("a", linking(found.address()), found.address());
        to = found.from() + found.address().length();
      }
      writer.text(words.substring(to));
    }

    private static Map<String, String> linking(String to) {
      Map<String, String> attributes = new LinkedHashMap<>();
      attributes.put("class", "link");
      attributes.put("href", to);
      attributes.put("target", "_blank");
      attributes.put("rel", "noopener noreferrer nofollow");
      return attributes;
    }
  }
}
