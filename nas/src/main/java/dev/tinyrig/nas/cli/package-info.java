/** The command line; start at {@link dev.tinyrig.nas.cli.Main}. */
@NullMarked
package dev.tinyrig.nas.cli;

import org.jspecify.annotations.NullMarked;
