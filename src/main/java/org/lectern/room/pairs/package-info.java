/** Think, pair, revote: the class talks in twos between two votes on one question. */
@NullMarked
package org.lectern.room.pairs;

import org.jspecify.annotations.NullMarked;
