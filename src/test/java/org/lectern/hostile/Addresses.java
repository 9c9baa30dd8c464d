package org.lectern.hostile;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Every address the application answers at, as the application itself lists them: a new one is tried without being added here. */
class Addresses {

  private static final Set<RequestMethod> WHEN_NONE_IS_NAMED = Set.of(RequestMethod.GET, RequestMethod.POST);

  /** The application lists them in no order. */
  private static final Comparator<Address> IN_ORDER = Comparator.comparing(Address::pattern).thenComparing(Address::method);

  private final RequestMappingHandlerMapping mapping;

  Addresses(RequestMappingHandlerMapping mapping) {
    this.mapping = mapping;
  }

  /** @param pattern such as /lectures/{id} */
  record Address(String method, String pattern) {

    /** About something that belongs to somebody. */
    boolean isOfACourse() {
      return pattern.contains("{") && !pattern.startsWith("/password") && !pattern.startsWith("/admin");
    }
  }

  List<Address> all() {
    return mapping.getHandlerMethods().keySet().stream().flatMap(Addresses::addresses).distinct().sorted(IN_ORDER).toList();
  }

  private static Stream<Address> addresses(RequestMappingInfo info) {
    Set<RequestMethod> named = info.getMethodsCondition().getMethods();
    return info.getPatternValues().stream()
        .flatMap(
            pattern ->
                (named.isEmpty() ? WHEN_NONE_IS_NAMED : named)
                    .stream().map(method -> new Address(method.name(), pattern)));
  }
}
