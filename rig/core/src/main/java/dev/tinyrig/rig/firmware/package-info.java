/** Linked images and what they occupy; start at {@link dev.tinyrig.rig.firmware.Firmware}. */
@NullMarked
package dev.tinyrig.rig.firmware;

import org.jspecify.annotations.NullMarked;
