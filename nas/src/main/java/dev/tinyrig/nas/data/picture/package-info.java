/** Pictures and the pixels networks read from them; start at {@link dev.tinyrig.nas.data.picture.VisualWakeWords}. */
@NullMarked
package dev.tinyrig.nas.data.picture;

import org.jspecify.annotations.NullMarked;
