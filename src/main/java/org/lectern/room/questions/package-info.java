/** Questions of the class: asked with or without a name, voted for, answered, and carried on from one lecture to the next. */
@NamedInterface("questions")
@NullMarked
package org.lectern.room.questions;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
