package org.lectern.admin;

import java.util.function.Function;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;

/** Long lists, a page at a time. */
final class Pages {

  private static final int SIZE = 25;
  private static final int MOST = 100_000;

  private Pages() {}

  /** The page that was asked for, counted from one, or the last when there are fewer: it may have been asked for before the list was shorter. */
  static <T> Page<T> at(int number, Function<Pageable, Page<T>> search) {
    Page<T> found = search.apply(PageRequest.of(Math.clamp(number, 1, MOST) - 1, SIZE));
    return found.isEmpty() && found.getTotalPages() > 0 ? search.apply(PageRequest.of(found.getTotalPages() - 1, SIZE)) : found;
  }
}
