/** Which networks may be searched; start at {@link dev.tinyrig.nas.space.SearchSpace}. */
@NullMarked
package dev.tinyrig.nas.space;

import org.jspecify.annotations.NullMarked;
