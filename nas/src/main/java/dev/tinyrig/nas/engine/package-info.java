/** What candidates would cost under other inference engines; start at {@link dev.tinyrig.nas.engine.OtherEngine}. */
@NullMarked
package dev.tinyrig.nas.engine;

import org.jspecify.annotations.NullMarked;
