/** Data sets as networks read them; start at {@link dev.tinyrig.nas.data.Dataset}. */
@NullMarked
package dev.tinyrig.nas.data;

import org.jspecify.annotations.NullMarked;
