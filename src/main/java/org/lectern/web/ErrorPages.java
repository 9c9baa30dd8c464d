package org.lectern.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.ModelAndView;

/**
 * Says what went wrong: a page to people, RFC 9457 to programs. What is our fault is logged in full and shown
 * as a short code by which it is found again.
 */
@Controller
class ErrorPages implements ErrorController {

  private static final Logger log = LoggerFactory.getLogger(ErrorPages.class);

  /** Those that have sentences of their own; any other of the 400s is told as a request we cannot read. */
  private static final Set<Integer> EXPLAINED = Set.of(401, 403, 404, 405, 413, 429);

  private final MessageSource messages;

  ErrorPages(MessageSource messages) {
    this.messages = messages;
  }

  @RequestMapping(path = "/error", produces = MediaType.TEXT_HTML_VALUE)
  ModelAndView page(HttpServletRequest request) {
    Failure failure = Failure.of(request);
    ModelAndView page = new ModelAndView("error/error");
    page.setStatus(failure.status());
    page.addObject("key", failure.key());
    page.addObject("code", failure.code());
    return page;
  }

  @RequestMapping("/error")
  ResponseEntity<ProblemDetail> problem(HttpServletRequest request, Locale locale) {
    Failure failure = Failure.of(request);
    String sentence =
        messages.getMessage("error." + failure.key() + ".text", new Object[] {failure.code()}, locale);
    ProblemDetail problem = ProblemDetail.forStatusAndDetail(failure.status(), sentence);
    return ResponseEntity.status(failure.status()).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
  }

  /**
   * Named by whose it is.
   *
   * @param key of sentences
   * @param code in the log, when it is ours; how many seconds to wait, when it was too often
   */
  private record Failure(HttpStatus status, String key, String code) {

    static Failure of(HttpServletRequest request) {
      Object told = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
      // Whoever types /error asks for a page that is not there.
      HttpStatus status = HttpStatus.valueOf(told instanceof Integer number ? number : HttpStatus.NOT_FOUND.value());
      if (status.is5xxServerError() && isTooLong((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))) {
        status = HttpStatus.CONTENT_TOO_LARGE;
      }
      if (status.is5xxServerError()
          && isOfTheirMaking((Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION))) {
        status = HttpStatus.BAD_REQUEST;
      }
      if (status.is5xxServerError()) {
        return new Failure(status, "ours", logged(request));
      }
      String key = EXPLAINED.contains(status.value()) ? String.valueOf(status.value()) : "400";
      Object wait = request.getAttribute(RequestLimits.WAIT);
      return new Failure(status, key, wait == null ? "" : wait.toString());
    }

    /** Of a field of a form with files Tomcat says in these words that it is too long, and of no other form as an exception. */
    private static boolean isTooLong(@Nullable Throwable failure) {
      return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
          .anyMatch(cause -> cause instanceof IllegalStateException && String.valueOf(cause.getMessage()).contains("maxPostSize"));
    }

    /** A body or a field nobody can read may surface anywhere, in a filter or in the middle of a page. */
    private static boolean isOfTheirMaking(@Nullable Throwable failure) {
      return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
          .anyMatch(
              cause ->
                  cause instanceof HttpMessageNotReadableException
                      || cause instanceof MultipartException
                      || cause instanceof InvalidParameterException);
    }

    private static String logged(HttpServletRequest request) {
      String code = HexFormat.of().withUpperCase().toHexDigits((short) ThreadLocalRandom.current().nextInt());
      Throwable cause = (Throwable) request.getAttribute(RequestDispatcher.ERROR_EXCEPTION);
      log.error("{} on {}", code, request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI), cause);
      return code;
    }
  }
}
