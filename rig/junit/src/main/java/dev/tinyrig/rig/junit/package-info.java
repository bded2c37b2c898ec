/** Benches in JUnit 5: for a user's own tests start at {@link dev.tinyrig.rig.junit.OnTarget}, for a new bench at {@link dev.tinyrig.rig.junit.BenchContract}. */
@NullMarked
package dev.tinyrig.rig.junit;

import org.jspecify.annotations.NullMarked;
