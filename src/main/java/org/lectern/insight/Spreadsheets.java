package org.lectern.insight;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.lectern.insight.Grid.Amount;
import org.lectern.insight.Grid.Share;
import org.lectern.insight.Grid.Words;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Writes grids to files for spreadsheets. Names and titles are written by people, and a spreadsheet takes what begins like a formula for
 * one: such cells are marked as text (see OWASP, CSV injection).
 */
public final class Spreadsheets {

  private static final MediaType CSV = new MediaType("text", "csv", StandardCharsets.UTF_8);
  private static final MediaType XLSX = MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

  /** What begins a formula, also in the full width of East Asian keyboards. */
  private static final String FORMULA = "[=+\\-@\uff1d\uff0b\uff0d\uff20]";

  private static final Pattern FORMULA_STARTS = Pattern.compile("^\\s*" + FORMULA + "|^[\\t\\r\\n]");

  /** Where a file is read with the separator of another locale, a cell begins in the middle of a name. */
  private static final Pattern FORMULA_FOLLOWS = Pattern.compile("([;|\t]\\s*+\"?)(?=" + FORMULA + ")");

  private static final char BYTE_ORDER_MARK = '\ufeff'; // else Excel reads UTF-8 as something else

  /** A cell of Excel takes no more. */
  private static final int LONGEST = 32_767;

  private Spreadsheets() {}

  /** A grid as a file with this name. */
  public static ResponseEntity<byte[]> csv(String name, Grid grid) throws IOException {
    return file(name + ".csv", CSV, csv(grid));
  }

  /** Grids as the sheets of a file with this name. */
  public static ResponseEntity<byte[]> xlsx(String name, List<Grid> grids) throws IOException {
    return file(name + ".xlsx", XLSX, xlsx(grids));
  }

  private static ResponseEntity<byte[]> file(String name, MediaType type, byte[] bytes) {
    return ResponseEntity.ok()
        .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString())
        .contentType(type)
        .body(bytes);
  }

  private static byte[] csv(Grid grid) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
        CSVPrinter printer = new CSVPrinter(out.append(BYTE_ORDER_MARK), CSVFormat.RFC4180)) {
      printer.printRecord(grid.header().stream().map(Spreadsheets::asText));
      for (List<Grid.Cell> row : grid.rows()) {
        printer.printRecord(row.stream().map(Spreadsheets::plain));
      }
    }
    return bytes.toByteArray();
  }

  private static Object plain(Grid.Cell cell) {
    return switch (cell) {
      case Words words -> asText(words.text());
      case Amount amount -> amount.value();
      case Share share -> Math.round(share.value() * 100) + "%";
    };
  }

  private static byte[] xlsx(List<Grid> grids) throws IOException {
    try (Workbook book = new XSSFWorkbook();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
      CellStyle text = book.createCellStyle();
      text.setQuotePrefixed(true);
      CellStyle percent = book.createCellStyle();
      percent.setDataFormat(book.createDataFormat().getFormat("0%"));
      for (Grid grid : grids) {
        Sheet page = book.createSheet(WorkbookUtil.createSafeSheetName(grid.name()));
        page.createFreezePane(2, 1);
        write(page.createRow(0), grid.header().stream().<Grid.Cell>map(Words::new).toList(), text, percent);
        for (List<Grid.Cell> row : grid.rows()) {
          write(page.createRow(page.getLastRowNum() + 1), row, text, percent);
        }
      }
      book.write(bytes);
      return bytes.toByteArray();
    }
  }

  private static void write(Row line, List<Grid.Cell> row, CellStyle text, CellStyle percent) {
    for (int column = 0; column < row.size(); column++) {
      Cell cell = line.createCell(column);
      switch (row.get(column)) {
        case Words words -> {
          cell.setCellValue(words.text().substring(0, Math.min(words.text().length(), LONGEST)));
          if (looksLikeFormula(words.text())) {
            cell.setCellStyle(text);
          }
        }
        case Amount amount -> cell.setCellValue(amount.value());
        case Share share -> {
          cell.setCellValue(share.value());
          cell.setCellStyle(percent);
        }
      }
    }
  }

  static String asText(String cell) {
    return (looksLikeFormula(cell) ? "'" : "") + FORMULA_FOLLOWS.matcher(cell).replaceAll("$1'");
  }

  private static boolean looksLikeFormula(String cell) {
    return FORMULA_STARTS.matcher(cell).find();
  }
}
