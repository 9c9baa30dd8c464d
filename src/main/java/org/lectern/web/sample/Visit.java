package org.lectern.web.sample;

import java.util.ArrayList;
import java.util.List;

/**
 * How one person had one lecture, in the unit of its {@link Chronicle}.
 *
 * @param stays pairs of coming and going
 * @param watched pairs of what was watched the same evening
 */
record Visit(List<int[]> stays, List<int[]> watched) {

  static Visit between(int from, int to) {
    return new Visit(List.of(new int[] {from, to}), List.of());
  }

  static Visit absent() {
    return new Visit(List.of(), List.of());
  }

  Visit and(int from, int to) {
    List<int[]> more = new ArrayList<>(stays);
    more.add(new int[] {from, to});
    return new Visit(more, watched);
  }

  Visit thenWatched(int from, int to) {
    return new Visit(stays, List.of(new int[] {from, to}));
  }
}
