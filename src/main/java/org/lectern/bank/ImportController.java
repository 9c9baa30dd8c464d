package org.lectern.bank;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.Reader;
import org.lectern.accounts.User;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Pasting or sending questions: what is found in a text is shown first, then added, all or none. */
@Controller
@RequestMapping("/courses/{id}/questions/import")
class ImportController {

  /** Characters; a book of questions has as many. */
  static final int LONGEST = 1_000_000;

  private final Courses courses;
  private final Bank bank;

  ImportController(Courses courses, Bank bank) {
    this.courses = courses;
    this.bank = bank;
  }

  /**
   * What somebody pasted or sent, and how they want it understood.
   *
   * @param other which of the questions are to be understood the other way, by their place from 0
   * @param toggle the one whose other way was chosen just now
   */
  record Paste(
      @Nullable UUID clientId,
      @Nullable String text,
      @Nullable MultipartFile file,
      @Nullable Format format,
      @Nullable String tags,
      @Nullable Set<Integer> other,
      @Nullable Integer toggle,
      @Nullable Boolean add) {

    Paste {
      clientId = clientId == null ? UUID.randomUUID() : clientId;
      text = text == null ? "" : text;
      tags = tags == null ? "" : tags;
      other = other == null ? new TreeSet<>() : new TreeSet<>(other);
      if (toggle != null && !other.remove(toggle)) {
        other.add(toggle);
      }
    }
  }

  @GetMapping
  String form(@CurrentUser User user, @PathVariable long id, Model model) {
    return page(find(user, id), new Paste(null, null, null, null, null, null, null, null), new Pasted("", false), List.of(), model);
  }

  @PostMapping
  String look(@CurrentUser User user, @PathVariable long id, Paste paste, Reader reader, Model model, RedirectAttributes redirect) throws IOException {
    VisibleCourse course = find(user, id);
    Pasted pasted = pasted(paste);
    if (pasted.text().length() > LONGEST) {
      model.addAttribute("wrong", reader.say("bank.import.long", LONGEST));
      return page(course, paste, new Pasted("", false), List.of(), model);
    }
    List<Found> found = found(paste, pasted.text(), reader);
    List<Content> usable = found.stream().filter(Found::isUsable).map(Found::content).toList();
    if (found.size() > Format.MOST) {
      model.addAttribute("wrong", reader.say("bank.import.many", Format.MOST));
    } else if (usable.size() > bank.roomFor(course.course().id())) {
      model.addAttribute("wrong", reader.say("bank.wrong.full", Bank.MOST));
    } else if (Boolean.TRUE.equals(paste.add()) && !usable.isEmpty()) {
      bank.add(paste.clientId(), course.course().id(), usable, user.id());
      redirect.addFlashAttribute("notice", reader.say("bank.import.done", usable.size()));
      return "redirect:/courses/" + id + "/questions";
    }
    return page(course, paste, pasted, found.size() > Format.MOST ? List.of() : found, model);
  }

  private static Pasted pasted(Paste paste) throws IOException {
    MultipartFile file = paste.file();
    if (file == null || file.isEmpty()) {
      return new Pasted(paste.text(), false);
    }
    return file.getSize() > 4L * LONGEST ? new Pasted("x".repeat(LONGEST + 1), false) : Pasted.of(file.getBytes());
  }

  private static List<Found> found(Paste paste, String text, Reader reader) {
    Format format = paste.format() == null ? Format.of(text) : paste.format();
    List<Found> read = format.read(text, BankController.yesAndNo(reader));
    List<String> tags = QuestionForm.split(paste.tags());
    return IntStream.range(0, read.size())
        .mapToObj(place -> (paste.other().contains(place) ? read.get(place).otherwise() : read.get(place)).tagged(tags))
        .toList();
  }

  private static String page(VisibleCourse course, Paste paste, Pasted pasted, List<Found> found, Model model) {
    model.addAttribute("course", course);
    model.addAttribute("paste", paste);
    model.addAttribute("pasted", pasted);
    model.addAttribute("found", found);
    model.addAttribute("usable", found.stream().filter(Found::isUsable).count());
    model.addAttribute("formats", Format.values());
    model.addAttribute("longest", LONGEST);
    return "bank/import";
  }

  private VisibleCourse find(User user, long id) {
    return courses.visibleTo(user).get(new CourseId(id), CourseAct.CHANGE_BANK);
  }
}
