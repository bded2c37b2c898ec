/** The append-only record of a search; start at {@link dev.tinyrig.nas.log.ResultLog}. */
@NullMarked
package dev.tinyrig.nas.log;

import org.jspecify.annotations.NullMarked;
