package org.lectern.lecture;

import jdk.jfr.Category;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One commit of a group of lectures, for Java Flight Recorder: nothing when nobody records. */
@Name("org.lectern.Append")
@Label("Append")
@Category("Lectern")
@StackTrace(false)
final class AppendEvent extends Event {

  @Label("Lectures")
  int lectures;

  @Label("Entries")
  int entries;
}
