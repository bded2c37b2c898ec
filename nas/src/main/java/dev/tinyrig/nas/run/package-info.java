/** One search from its first line in the log to its validated winner; start at {@link dev.tinyrig.nas.run.SearchRun}. */
@NullMarked
package dev.tinyrig.nas.run;

import org.jspecify.annotations.NullMarked;
