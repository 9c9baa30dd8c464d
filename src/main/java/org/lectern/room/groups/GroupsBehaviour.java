package org.lectern.room.groups;

import java.util.List;
import org.lectern.lecture.Entry;
import org.lectern.lecture.Groups;
import org.lectern.lecture.event.Group;
import org.lectern.room.Behaviour;
import org.lectern.room.Slice;
import org.springframework.stereotype.Component;

/** Remembers who is in which group now. Groups are made by those who need them; this has no commands of its own. */
@Component
public class GroupsBehaviour implements Behaviour {

  public static final Slice<Groups> GROUPS = Slice.of("groups", 1, Groups.NONE, GroupsBehaviour::change);

  private static Groups change(Groups groups, Entry entry) {
    return entry.event() instanceof Group.Changed ? groups.with(entry).now() : groups;
  }

  @Override
  public List<Slice<?>> slices() {
    return List.of(GROUPS);
  }
}
