/** The register: a status for everyone and every lecture, each explained in a sentence, with corrections that survive any computation. */
@NamedInterface("attendance")
@NullMarked
package org.lectern.insight.attendance;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
