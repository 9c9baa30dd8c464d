package org.lectern.lecture;

/** The lecture is over and sealed: the end can no longer be undone. */
public record LectureEnded(LectureId lecture) {}
