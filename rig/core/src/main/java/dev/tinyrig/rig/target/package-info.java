/** What a chip is and how we clock it; start at {@link dev.tinyrig.rig.target.Target}. */
@NullMarked
package dev.tinyrig.rig.target;

import org.jspecify.annotations.NullMarked;
