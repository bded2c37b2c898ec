/** A program that behaves like Renode; start at {@link dev.tinyrig.rig.bench.fake.renode.FakeRenode}. */
@NullMarked
package dev.tinyrig.rig.bench.fake.renode;

import org.jspecify.annotations.NullMarked;
