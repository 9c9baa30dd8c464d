/** Questions of the class: asked with or without a name, voted for, answered. */
@NullMarked
package org.lectern.room.questions;

import org.jspecify.annotations.NullMarked;
