/** Speech clips and the features networks read from them; start at {@link dev.tinyrig.nas.data.SpeechCommands}. */
@NullMarked
package dev.tinyrig.nas.data;

import org.jspecify.annotations.NullMarked;
