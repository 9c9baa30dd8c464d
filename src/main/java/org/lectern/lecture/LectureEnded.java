package org.lectern.lecture;

/** The lecture is over and sealed: the end can no longer be undone. Every node is told, so this is not the place for what must be done once. */
public record LectureEnded(LectureId lecture) {}
