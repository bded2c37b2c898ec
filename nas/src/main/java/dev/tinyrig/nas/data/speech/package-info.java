/** Speech clips and the features networks read from them; start at {@link dev.tinyrig.nas.data.speech.SpeechCommands}. */
@NullMarked
package dev.tinyrig.nas.data.speech;

import org.jspecify.annotations.NullMarked;
