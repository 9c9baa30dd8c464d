package org.lectern.bank;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.Reader;
import org.lectern.accounts.User;
import org.lectern.accounts.Users;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.lectern.lecture.Decks;
import org.lectern.lecture.event.Poll;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.validation.BindingResult;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of a course's question bank: looking, writing, changing, copying, deleting. */
@Controller
@RequestMapping("/courses/{id}/questions")
class BankController {

  private static final int ROWS = 50;
  private static final int TAGS = 12;

  private final Courses courses;
  private final Bank bank;
  private final Askings askings;
  private final Decks decks;
  private final Users users;
  private final Rich rich;

  BankController(Courses courses, Bank bank, Askings askings, Decks decks, Users users, Rich rich) {
    this.courses = courses;
    this.bank = bank;
    this.askings = askings;
    this.decks = decks;
    this.users = users;
    this.rich = rich;
  }

  /** A tag and how many questions have it. */
  record Tag(String name, long questions) {}

  @GetMapping
  String list(@CurrentUser User user, @PathVariable long id, BankFilter filter, @RequestParam(required = false) @Nullable Long question, Model model) {
    VisibleCourse course = find(user, id, CourseAct.SEE_BANK);
    List<BankRow> all = rows(course);
    List<BankRow> found = filter.of(all).toList();
    int last = Math.max(1, (found.size() + ROWS - 1) / ROWS);
    int page = Math.min(filter.page(), last);
    List<BankRow> shown = found.subList((page - 1) * ROWS, Math.min(found.size(), page * ROWS));
    model.addAttribute("course", course);
    model.addAttribute("mayChange", course.may(CourseAct.CHANGE_BANK));
    model.addAttribute("rich", rich.of(course.course().id()));
    model.addAttribute("all", all.size());
    model.addAttribute("found", found.size());
    model.addAttribute("rows", shown);
    model.addAttribute("pageNumber", page);
    model.addAttribute("pages", last);
    model.addAttribute("filter", filter);
    model.addAttribute("tags", tags(all, filter));
    model.addAttribute("kinds", Kind.values());
    model.addAttribute("sorts", BankFilter.Sort.values());
    model.addAttribute("chosen", shown.stream().filter(row -> question != null && row.question().id() == question).findFirst().orElse(shown.isEmpty() ? null : shown.getFirst()));
    return "bank/list";
  }

  private List<BankRow> rows(VisibleCourse course) {
    Map<Long, List<Asking>> asked = askings.of(course.course().id());
    return bank.of(course.course().id()).stream().map(one -> new BankRow(one, asked.getOrDefault(one.id(), List.of()))).toList();
  }

  /** Those that are looked for first, then the most frequent. */
  private static List<Tag> tags(List<BankRow> rows, BankFilter filter) {
    Map<String, Long> counted =
        rows.stream().flatMap(row -> row.content().tags().stream()).collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    Stream<Tag> wanted = filter.tag().stream().map(name -> new Tag(name, counted.getOrDefault(name, 0L)));
    Stream<Tag> others =
        counted.entrySet().stream()
            .filter(one -> !filter.tag().contains(one.getKey()))
            .map(one -> new Tag(one.getKey(), one.getValue()))
            .sorted(Comparator.comparing(Tag::questions).reversed().thenComparing(Tag::name))
            .limit(TAGS);
    return Stream.concat(wanted, others).toList();
  }

  @GetMapping("/new")
  String write(@CurrentUser User user, @PathVariable long id, @RequestParam(required = false) @Nullable Long from, Model model) {
    VisibleCourse course = find(user, id, CourseAct.CHANGE_BANK);
    model.addAttribute("form", from == null ? QuestionForm.empty() : QuestionForm.of(question(course, from).content(), 0));
    return form(course, null, model);
  }

  @PostMapping("/new")
  String add(
      @CurrentUser User user,
      @PathVariable long id,
      @ModelAttribute("form") QuestionForm form,
      BindingResult result,
      Reader reader,
      Model model,
      RedirectAttributes redirect) {
    VisibleCourse course = find(user, id, CourseAct.CHANGE_BANK);
    Content content = form.content(yesAndNo(reader));
    form.check(content, result);
    if (bank.roomFor(course.course().id()) < 1) {
      result.rejectValue("text", "bank.wrong.full", new Object[] {Bank.MOST}, null);
    }
    if (result.hasErrors()) {
      return form(course, null, model);
    }
    long added = bank.add(form.clientId(), course.course().id(), List.of(content), user.id()).getFirst();
    redirect.addFlashAttribute("notice", reader.say("bank.added"));
    return back(id, added);
  }

  @GetMapping("/{question}")
  String change(@CurrentUser User user, @PathVariable long id, @PathVariable long question, Model model) {
    VisibleCourse course = find(user, id, CourseAct.CHANGE_BANK);
    BankQuestion found = question(course, question);
    model.addAttribute("form", QuestionForm.of(found.content(), found.version()));
    return form(course, found, model);
  }

  @PostMapping("/{question}")
  String change(
      @CurrentUser User user,
      @PathVariable long id,
      @PathVariable long question,
      @ModelAttribute("form") QuestionForm form,
      BindingResult result,
      Reader reader,
      Model model,
      RedirectAttributes redirect) {
    VisibleCourse course = find(user, id, CourseAct.CHANGE_BANK);
    Optional<BankQuestion> now = bank.find(course.course().id(), question);
    if (now.isEmpty()) {
      model.addAttribute("meanwhile", reader.say("bank.gone"));
      return form(course, null, model);
    }
    Content content = form.content(yesAndNo(reader));
    form.check(content, result);
    if (result.hasErrors()) {
      return form(course, now.get(), model);
    }
    if (!bank.change(course.course().id(), question, form.version(), content, user.id())) {
      return otherwise(course, bank.find(course.course().id(), question).orElse(now.get()), form, reader, model);
    }
    redirect.addFlashAttribute("notice", reader.say("bank.changed"));
    return back(id, question);
  }

  /** Somebody else changed it since: both versions are shown, and what is saved next stands. */
  private String otherwise(VisibleCourse course, BankQuestion theirs, QuestionForm form, Reader reader, Model model) {
    String by = users.find(theirs.changedBy()).map(User::name).orElse("");
    model.addAttribute("meanwhile", reader.say("bank.meanwhile", by, reader.time(theirs.changedAt())));
    model.addAttribute("theirs", theirs);
    model.addAttribute("form", form.over(theirs.version()));
    return form(course, theirs, model);
  }

  @PostMapping("/{question}/removal")
  String remove(@CurrentUser User user, @PathVariable long id, @PathVariable long question, Reader reader, RedirectAttributes redirect) {
    VisibleCourse course = find(user, id, CourseAct.CHANGE_BANK);
    bank.remove(course.course().id(), question(course, question).id());
    redirect.addFlashAttribute("notice", reader.say("bank.removed"));
    return "redirect:/courses/" + id + "/questions";
  }

  private String form(VisibleCourse course, @Nullable BankQuestion question, Model model) {
    model.addAttribute("course", course);
    model.addAttribute("rich", rich.of(course.course().id()));
    model.addAttribute("question", question);
    model.addAttribute("kinds", Kind.values());
    model.addAttribute("allNames", List.of(Poll.Names.NOBODY, Poll.Names.STAFF, Poll.Names.CLASS));
    model.addAttribute("decks", decks.titlesIn(course.course().id()));
    return "bank/form";
  }

  static List<String> yesAndNo(Reader reader) {
    return List.of(reader.say("bank.yes"), reader.say("bank.no"));
  }

  private BankQuestion question(VisibleCourse course, long question) {
    return bank.find(course.course().id(), question).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private VisibleCourse find(User user, long id, CourseAct act) {
    return courses.visibleTo(user).get(new CourseId(id), act);
  }

  private static String back(long id, long question) {
    return "redirect:/courses/" + id + "/questions?question=" + question;
  }
}
