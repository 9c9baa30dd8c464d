package org.lectern.insight.attendance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.lectern.accounts.Reader;
import org.lectern.lecture.Lecture;
import org.springframework.stereotype.Component;

/**
 * Writes a sheet to files for spreadsheets. Names and titles are written by people, and a spreadsheet takes
 * what begins like a formula for one: such cells are marked as text (see OWASP, CSV injection).
 */
@Component
class Exports {

  /** What begins a formula, also in the full width of East Asian keyboards. */
  private static final String FORMULA = "[=+\\-@\uff1d\uff0b\uff0d\uff20]";

  private static final Pattern FORMULA_STARTS = Pattern.compile("^\\s*" + FORMULA + "|^[\\t\\r\\n]");

  /** Where a file is read with the separator of another locale, a cell begins in the middle of a name. */
  private static final Pattern FORMULA_FOLLOWS = Pattern.compile("([;|\t]\\s*+\"?)(?=" + FORMULA + ")");

  private static final char BYTE_ORDER_MARK = '\ufeff'; // else Excel reads UTF-8 as something else

  byte[] csv(Sheet sheet, Reader reader) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        CSVPrinter printer = new CSVPrinter(out.append(BYTE_ORDER_MARK), CSVFormat.RFC4180)) {
      printer.printRecord(header(sheet, reader).stream().map(Exports::asText));
      for (Sheet.Row row : sheet.rows()) {
        printer.printRecord(
            Stream.concat(
                texts(row).stream().map(Exports::asText), Stream.of(row.isCounted() ? row.coveredPercent() + "%" : "", row.credit())));
      }
    }
    return bytes.toByteArray();
  }

  byte[] xlsx(Sheet sheet, Reader reader) throws IOException {
    try (Workbook book = new XSSFWorkbook();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      org.apache.poi.ss.usermodel.Sheet page = book.createSheet(reader.say("attendance"));
      page.createFreezePane(2, 1);
      CellStyle text = book.createCellStyle();
      text.setQuotePrefixed(true);
      CellStyle percent = book.createCellStyle();
      percent.setDataFormat(book.createDataFormat().getFormat("0%"));
      write(page.createRow(0), header(sheet, reader), text);
      for (Sheet.Row row : sheet.rows()) {
        Row line = page.createRow(page.getLastRowNum() + 1);
        write(line, texts(row), text);
        Cell covered = line.createCell(line.getLastCellNum());
        if (row.isCounted()) {
          covered.setCellValue(row.coveredPercent() / 100.0);
        }
        covered.setCellStyle(percent);
        line.createCell(line.getLastCellNum()).setCellValue(row.credit());
      }
      book.write(bytes);
      return bytes.toByteArray();
    }
  }

  private static void write(Row line, List<String> texts, CellStyle text) {
    for (int column = 0; column < texts.size(); column++) {
      Cell cell = line.createCell(column);
      cell.setCellValue(texts.get(column));
      if (looksLikeFormula(texts.get(column))) {
        cell.setCellStyle(text);
      }
    }
  }

  private static List<String> header(Sheet sheet, Reader reader) {
    List<String> header = new ArrayList<>();
    header.add(reader.say("attendance.person"));
    header.add(reader.say("attendance.address"));
    sheet.lectures().forEach(lecture -> header.add(title(lecture, reader)));
    header.add(reader.say("attendance.covered"));
    header.add(reader.say("attendance.credit"));
    return header;
  }

  /** Files are read elsewhere, by others: they say on whose clock. */
  private static String title(Lecture lecture, Reader reader) {
    return reader.dateAndTime(lecture.startsAt()) + " " + reader.zone() + ", " + lecture.title();
  }

  private static List<String> texts(Sheet.Row row) {
    List<String> texts = new ArrayList<>();
    texts.add(row.person().name());
    texts.add(row.person().email());
    row.marks().forEach(mark -> texts.add(mark.word().text()));
    return texts;
  }

  static String asText(String cell) {
    return (looksLikeFormula(cell) ? "'" : "") + FORMULA_FOLLOWS.matcher(cell).replaceAll("$1'");
  }

  private static boolean looksLikeFormula(String cell) {
    return FORMULA_STARTS.matcher(cell).find();
  }
}
