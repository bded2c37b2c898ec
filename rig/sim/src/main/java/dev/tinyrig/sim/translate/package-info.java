/**
 * Translates guest code that is executed often to bytecode of the host; start at {@link
 * dev.tinyrig.sim.translate.RegionCompiler}.
 */
@NullMarked
package dev.tinyrig.sim.translate;

import org.jspecify.annotations.NullMarked;
