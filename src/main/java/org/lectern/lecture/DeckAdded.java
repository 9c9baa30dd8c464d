package org.lectern.lecture;

/** A lecture can be taught with one more deck. */
public record DeckAdded(LectureId lecture) {}
