/** Benches lent to whoever needs one, each to one at a time; start at {@link dev.tinyrig.rig.lab.Lab}. */
@NullMarked
package dev.tinyrig.rig.lab;

import org.jspecify.annotations.NullMarked;
