package org.lectern.lecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SlideReaderTests {

  @TempDir Path folder;

  @Test
  void whatStandsInALayerThatIsSwitchedOffIsNeitherTitleNorReadAloud() throws IOException {
    Path pdf = folder.resolve("quiz.pdf");
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage();
      document.addPage(page);
      PDOptionalContentGroup answers = new PDOptionalContentGroup("Answers"), hints = new PDOptionalContentGroup("Hints");
      PDOptionalContentProperties layers = new PDOptionalContentProperties();
      layers.addGroup(answers);
      layers.addGroup(hints);
      layers.setGroupEnabled(answers, false);
      document.getDocumentCatalog().setOCProperties(layers);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.beginMarkedContent(COSName.OC, answers);
        write(content, "The answer is 42", 60, 700);
        content.endMarkedContent();
        content.beginMarkedContent(COSName.OC, hints);
        write(content, "It is an even number", 14, 500);
        content.endMarkedContent();
        write(content, "What is the answer?", 40, 600);
      }
      document.save(pdf.toFile());
    }

    assertThat(SlideReader.titles(pdf)).containsExactly("What is the answer?");
    assertThat(SlideReader.words(pdf)).singleElement().asString().contains("What is the answer?", "even number").doesNotContain("42");
  }

  private static void write(PDPageContentStream content, String text, float size, float y) throws IOException {
    content.beginText();
    content.setFont(new PDType1Font(FontName.HELVETICA), size);
    content.newLineAtOffset(40, y);
    content.showText(text);
    content.endText();
  }

  @Test
  void aLongTitleIsCutAtItsEndAndNeverThroughACharacter() {
    String volcanoes = "\uD83C\uDF0B".repeat(60);

    assertThat(SlideReader.shortened("Inside the Earth")).isEqualTo("Inside the Earth");
    assertThat(SlideReader.shortened("a".repeat(91))).isEqualTo("a".repeat(89) + "…");
    assertThat(SlideReader.shortened(volcanoes)).isEqualTo("\uD83C\uDF0B".repeat(44) + "…");
    assertThat(SlideReader.shortened("a" + volcanoes)).isEqualTo("a" + "\uD83C\uDF0B".repeat(44) + "…");
  }
}
