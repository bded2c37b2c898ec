/** The console protocol, from transcripts and broken wires. */
@NullMarked
package dev.tinyrig.rig.console;

import org.jspecify.annotations.NullMarked;
