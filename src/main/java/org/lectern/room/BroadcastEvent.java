package org.lectern.room;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One write to everyone in a room, for Java Flight Recorder: nothing when nobody records. */
@Name("org.lectern.Broadcast")
@Label("Broadcast")
@Category("Lectern")
@StackTrace(false)
final class BroadcastEvent extends Event {

  @Label("Room")
  String room = "";

  @Label("Readers")
  int readers;

  @Label("Readers Behind")
  int behind;

  @Label("Items and Frames")
  int items;

  @Label("Bytes for Each")
  @DataAmount
  int bytes;
}
