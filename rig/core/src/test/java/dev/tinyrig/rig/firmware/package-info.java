/** Reading of linked images. */
@NullMarked
package dev.tinyrig.rig.firmware;

import org.jspecify.annotations.NullMarked;
