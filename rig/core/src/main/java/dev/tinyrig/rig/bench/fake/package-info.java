/** A bench without hardware whose every fault is scripted, for tests; start at {@link dev.tinyrig.rig.bench.fake.FakeBench}. */
@NullMarked
package dev.tinyrig.rig.bench.fake;

import org.jspecify.annotations.NullMarked;
