/** How the cost of many nodes grows: measured constants, a model that counts with them, and a simulation of how long one waits. */
@NullMarked
package org.lectern.bench.scaling;

import org.jspecify.annotations.NullMarked;
