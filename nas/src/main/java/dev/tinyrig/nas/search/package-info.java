/** Breeds architectures by what was measured of them; start at {@link dev.tinyrig.nas.search.Evolution}. */
@NullMarked
package dev.tinyrig.nas.search;

import org.jspecify.annotations.NullMarked;
