package org.lectern.lecture;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lectern.accounts.Users;
import org.lectern.lecture.Lectures.VisibleLecture;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * Gives a controller the lecture its address names, as the person who asks may see it. A stranger gets 404, as for a lecture that
 * never was, so no controller can forget to ask.
 */
@Component
class VisibleLectureArgumentResolver implements HandlerMethodArgumentResolver, WebMvcConfigurer {

  /** What every address below {@code /lectures/{id}} calls the lecture. */
  private static final String ID = "id";

  private final Lectures lectures;
  private final Users users;

  VisibleLectureArgumentResolver(Lectures lectures, Users users) {
    this.lectures = lectures;
    this.users = users;
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(this);
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == VisibleLecture.class;
  }

  @Override
  public VisibleLecture resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binderFactory) {
    return users
        .signedIn(request.getUserPrincipal())
        .map(user -> lectures.visibleTo(user).find(id(request)))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.UNAUTHORIZED))
        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  private static LectureId id(NativeWebRequest request) {
    Map<?, ?> variables =
        (Map<?, ?>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE, RequestAttributes.SCOPE_REQUEST);
    try {
      return new LectureId(Long.parseLong(String.valueOf(variables == null ? null : variables.get(ID))));
    } catch (NumberFormatException noNumber) {
      throw new ResponseStatusException(HttpStatus.NOT_FOUND);
    }
  }
}
