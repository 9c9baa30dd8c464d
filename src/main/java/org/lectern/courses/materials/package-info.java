/** The files of a course: kept once, checked by digest, given only to those who may see the course. */
@NamedInterface("materials")
@NullMarked
package org.lectern.courses.materials;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
