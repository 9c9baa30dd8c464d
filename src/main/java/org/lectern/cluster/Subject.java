package org.lectern.cluster;

/** Something that nodes speak of: the tracks of lecture 7. */
record Subject(String topic, long id) {}
