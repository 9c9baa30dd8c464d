package org.lectern.lecture;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.jspecify.annotations.Nullable;

/** The layers of a PDF, some of which may be switched off (ISO 32000-1, 8.11, optional content). */
final class Layers {

  private static final COSName MEMBERSHIP = COSName.getPDFName("OCMD");
  private static final COSName GROUPS = COSName.getPDFName("OCGs");
  private static final COSName POLICY = COSName.getPDFName("P");
  private static final COSName EXPRESSION = COSName.getPDFName("VE");

  private final @Nullable PDOptionalContentProperties properties;

  private Layers(@Nullable PDOptionalContentProperties properties) {
    this.properties = properties;
  }

  static Layers of(PDDocument document) {
    return new Layers(document.getDocumentCatalog().getOCProperties());
  }

  /** Whether what belongs to this layer, or to these together, is not shown when the file is opened. */
  boolean hide(@Nullable COSDictionary owner) {
    return properties != null && owner != null && !isShown(owner, properties);
  }

  private static boolean isShown(COSDictionary owner, PDOptionalContentProperties properties) {
    if (!MEMBERSHIP.equals(owner.getCOSName(COSName.TYPE))) {
      return isOn(owner, properties);
    }
    if (owner.getDictionaryObject(EXPRESSION) instanceof COSArray expression) {
      return holds(expression, properties);
    }
    return policy(owner, groups(owner), properties);
  }

  private static boolean isOn(COSDictionary group, PDOptionalContentProperties properties) {
    return !COSName.OCG.equals(group.getCOSName(COSName.TYPE)) || properties.isGroupEnabled(new PDOptionalContentGroup(group));
  }

  private static List<COSDictionary> groups(COSDictionary membership) {
    COSBase groups = membership.getDictionaryObject(GROUPS);
    if (groups instanceof COSDictionary one) {
      return List.of(one);
    }
    return groups instanceof COSArray many ? elements(many, 0) : List.of();
  }

  private static List<COSDictionary> elements(COSArray array, int from) {
    return IntStream.range(from, array.size())
        .mapToObj(array::getObject)
        .filter(COSDictionary.class::isInstance)
        .map(COSDictionary.class::cast)
        .toList();
  }

  private static boolean policy(COSDictionary membership, List<COSDictionary> groups, PDOptionalContentProperties properties) {
    if (groups.isEmpty()) {
      return true;
    }
    Predicate<COSDictionary> on = group -> isOn(group, properties);
    return switch (membership.getNameAsString(POLICY, "AnyOn")) {
      case "AllOn" -> groups.stream().allMatch(on);
      case "AnyOff" -> !groups.stream().allMatch(on);
      case "AllOff" -> groups.stream().noneMatch(on);
      default -> groups.stream().anyMatch(on);
    };
  }

  /** {@code [/And a b]}, {@code [/Or a b]} or {@code [/Not a]} of layers and further expressions. */
  private static boolean holds(COSArray expression, PDOptionalContentProperties properties) {
    IntStream operands = IntStream.range(1, expression.size());
    return switch (expression.getName(0, "Or")) {
      case "And" -> operands.allMatch(i -> operand(expression.getObject(i), properties));
      case "Not" -> operands.noneMatch(i -> operand(expression.getObject(i), properties));
      default -> operands.anyMatch(i -> operand(expression.getObject(i), properties));
    };
  }

  private static boolean operand(COSBase operand, PDOptionalContentProperties properties) {
    return operand instanceof COSArray expression ? holds(expression, properties)
        : operand instanceof COSDictionary group && isOn(group, properties);
  }
}
