/** What all benches with a console share. */
@NullMarked
package dev.tinyrig.rig.bench;

import org.jspecify.annotations.NullMarked;
