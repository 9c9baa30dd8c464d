package org.lectern.lecture.event;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The first part of the names of a topic's events, where it is not the name of the topic's type. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@interface Topic {
  String value();
}
