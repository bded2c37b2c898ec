/** What AssertJ can say of firmware and its measurements; start at {@link dev.tinyrig.rig.junit.assertions.RigAssertions}. */
@NullMarked
package dev.tinyrig.rig.junit.assertions;

import org.jspecify.annotations.NullMarked;
