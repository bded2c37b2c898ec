/** Any of our targets as Renode emulates it; start at {@link dev.tinyrig.rig.bench.renode.RenodeBench}. */
@NullMarked
package dev.tinyrig.rig.bench.renode;

import org.jspecify.annotations.NullMarked;
