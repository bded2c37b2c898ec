/** The benches under their contract, and the JUnit extension under itself. */
@NullMarked
package dev.tinyrig.rig.junit;

import org.jspecify.annotations.NullMarked;
