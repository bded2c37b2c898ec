/** A web page about a run while it goes on; start at {@link dev.tinyrig.nas.live.LivePage}. */
@NullMarked
package dev.tinyrig.nas.live;

import org.jspecify.annotations.NullMarked;
