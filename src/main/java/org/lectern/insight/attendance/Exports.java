package org.lectern.insight.attendance;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.lectern.lecture.Lecture;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * Writes a sheet to files for spreadsheets. Names and titles are written by people, and a spreadsheet takes
 * what begins like a formula for one: such cells are marked as text (see OWASP, CSV injection).
 */
@Component
class Exports {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM yyyy", Locale.UK);
  private static final String FORMULA_STARTS = "=+-@\t\r\n";
  private static final char BYTE_ORDER_MARK = '\ufeff'; // else Excel reads UTF-8 as something else

  private final MessageSource sentences;

  Exports(MessageSource sentences) {
    this.sentences = sentences;
  }

  byte[] csv(Sheet sheet) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        CSVPrinter printer = new CSVPrinter(out.append(BYTE_ORDER_MARK), CSVFormat.RFC4180)) {
      printer.printRecord(header(sheet).stream().map(Exports::asText));
      for (Sheet.Row row : sheet.rows()) {
        printer.printRecord(
            Stream.concat(
                texts(row).stream().map(Exports::asText), Stream.of(row.isCounted() ? row.coveredPercent() + "%" : "", row.credit())));
      }
    }
    return bytes.toByteArray();
  }

  byte[] xlsx(Sheet sheet) throws IOException {
    try (Workbook book = new XSSFWorkbook();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      org.apache.poi.ss.usermodel.Sheet page = book.createSheet(say("attendance"));
      page.createFreezePane(2, 1);
      CellStyle text = book.createCellStyle();
      text.setQuotePrefixed(true);
      CellStyle percent = book.createCellStyle();
      percent.setDataFormat(book.createDataFormat().getFormat("0%"));
      write(page.createRow(0), header(sheet), text);
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

  private List<String> header(Sheet sheet) {
    List<String> header = new ArrayList<>();
    header.add(say("attendance.person"));
    header.add(say("attendance.address"));
    sheet.lectures().forEach(lecture -> header.add(title(lecture)));
    header.add(say("attendance.covered"));
    header.add(say("attendance.credit"));
    return header;
  }

  private static String title(Lecture lecture) {
    return DAY.format(lecture.localStart()) + ", " + lecture.title();
  }

  private static List<String> texts(Sheet.Row row) {
    List<String> texts = new ArrayList<>();
    texts.add(row.person().name());
    texts.add(row.person().email());
    row.marks().forEach(mark -> texts.add(mark.word().text()));
    return texts;
  }

  private static String asText(String cell) {
    return looksLikeFormula(cell) ? "'" + cell : cell;
  }

  private static boolean looksLikeFormula(String cell) {
    return !cell.isEmpty() && FORMULA_STARTS.indexOf(cell.charAt(0)) >= 0;
  }

  private String say(String key) {
    return sentences.getMessage(key, null, Locale.ENGLISH);
  }
}
