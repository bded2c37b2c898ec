/** The dialog with firmware under itself. */
@NullMarked
package dev.tinyrig.rig.junit.console;

import org.jspecify.annotations.NullMarked;
