package org.lectern.insight.attendance;

import java.util.ArrayList;
import java.util.List;
import org.lectern.accounts.Reader;
import org.lectern.insight.Grid;
import org.lectern.insight.Grid.Amount;
import org.lectern.insight.Grid.Cell;
import org.lectern.insight.Grid.Share;
import org.lectern.insight.Grid.Words;
import org.lectern.lecture.Lecture;

/** The register as a table to take away. */
final class Exports {

  private Exports() {}

  static Grid grid(Sheet sheet, Reader reader) {
    return new Grid(reader.say("attendance"), header(sheet, reader), sheet.rows().stream().map(Exports::row).toList());
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

  private static List<Cell> row(Sheet.Row row) {
    List<Cell> cells = new ArrayList<>();
    cells.add(new Words(row.person().name()));
    cells.add(new Words(row.person().email()));
    row.marks().forEach(mark -> cells.add(new Words(mark.word().text())));
    cells.add(row.isCounted() ? new Share(row.coveredPercent() / 100.0) : Grid.NOTHING);
    cells.add(new Amount(row.credit()));
    return cells;
  }
}
