@NullMarked
package dev.tinyrig.rig.bench.renode;

import org.jspecify.annotations.NullMarked;
