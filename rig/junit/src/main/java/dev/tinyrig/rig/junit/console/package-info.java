/** Talks with running firmware, awaited with Awaitility; start at {@link dev.tinyrig.rig.junit.console.Dialog}. */
@NullMarked
package dev.tinyrig.rig.junit.console;

import org.jspecify.annotations.NullMarked;
