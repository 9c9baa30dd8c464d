package org.lectern.courses.materials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.CurrentUser;
import org.lectern.accounts.User;
import org.lectern.courses.CourseAct;
import org.lectern.courses.CourseId;
import org.lectern.courses.Courses;
import org.lectern.courses.Courses.VisibleCourse;
import org.springframework.context.MessageSource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
class MaterialController {

  /** What a browser shows without running anything of it; all else is saved, so that no upload acts as our page. */
  private static final Set<MediaType> SHOWN =
      Set.of(
          MediaType.APPLICATION_PDF,
          MediaType.IMAGE_PNG,
          MediaType.IMAGE_JPEG,
          MediaType.IMAGE_GIF,
          MediaType.valueOf("image/webp"),
          MediaType.TEXT_PLAIN);

  /** A file never changes, but it is private, and whoever loses access asks again after the session. */
  private static final CacheControl KEEP = CacheControl.maxAge(Duration.ofHours(1)).cachePrivate().immutable();

  private final Courses courses;
  private final Materials materials;
  private final MessageSource messages;

  MaterialController(Courses courses, Materials materials, MessageSource messages) {
    this.courses = courses;
    this.materials = materials;
    this.messages = messages;
  }

  @GetMapping("/courses/{id}/materials")
  String list(@CurrentUser User user, @PathVariable long id, Model model) {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.SEE);
    model.addAttribute("course", course);
    model.addAttribute("materials", materials.of(course.course().id()));
    model.addAttribute("mayChange", course.may(CourseAct.CHANGE_MATERIALS));
    return "courses/materials";
  }

  @PostMapping("/courses/{id}/materials")
  String upload(
      @CurrentUser User user,
      @PathVariable long id,
      @RequestParam MultipartFile file,
      Locale locale,
      RedirectAttributes redirect)
      throws IOException {
    VisibleCourse course = courses.visibleTo(user).get(new CourseId(id), CourseAct.CHANGE_MATERIALS);
    if (file.isEmpty()) {
      redirect.addFlashAttribute("wrong", messages.getMessage("material.empty", null, locale));
    } else {
      Material material =
          materials.add(
              course.course().id(), user, String.valueOf(file.getOriginalFilename()), file.getInputStream(), any -> {});
      redirect.addFlashAttribute(
          "notice", messages.getMessage("material.added", new Object[] {material.name()}, locale));
    }
    return "redirect:/courses/" + id + "/materials";
  }

  @PostMapping("/materials/{id}/removal")
  String remove(@CurrentUser User user, @PathVariable long id, Locale locale, RedirectAttributes redirect) {
    Material material = find(user, id);
    courses.visibleTo(user).get(material.course(), CourseAct.CHANGE_MATERIALS);
    try {
      materials.remove(material.id());
      redirect.addFlashAttribute(
          "notice", messages.getMessage("material.removed", new Object[] {material.name()}, locale));
    } catch (MaterialInUseException shownInLectures) {
      redirect.addFlashAttribute(
          "wrong", messages.getMessage("material.inUse", new Object[] {material.name()}, locale));
    }
    return "redirect:/courses/" + material.course() + "/materials";
  }

  /** The id decides; what follows it may be anything, as in the addresses of slides in old logs. */
  @GetMapping("/materials/{id}/{name}")
  @Nullable ResponseEntity<Resource> bytes(@CurrentUser User user, @PathVariable long id, WebRequest request) {
    Material material = find(user, id);
    if (request.checkNotModified("\"" + material.sha256() + "\"")) {
      return null; // answered with 304
    }
    boolean shown = SHOWN.contains(material.type());
    return ResponseEntity.ok()
        .contentType(shown ? material.type() : MediaType.APPLICATION_OCTET_STREAM)
        .eTag("\"" + material.sha256() + "\"")
        .cacheControl(KEEP)
        .header(HttpHeaders.CONTENT_DISPOSITION, disposition(material, shown))
        .body(new FileSystemResource(materials.file(material)));
  }

  private static String disposition(Material material, boolean shown) {
    ContentDisposition.Builder builder = shown ? ContentDisposition.inline() : ContentDisposition.attachment();
    return builder.filename(material.name(), StandardCharsets.UTF_8).build().toString();
  }

  private Material find(User user, long id) {
    return materials
        .findVisibleTo(user, new MaterialId(id))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
